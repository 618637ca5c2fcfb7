package config

import (
	"os"
	"slices"
	"strings"
)

// withSecretFiles puts in the place of every variable that ends in _FILE, and names the file of a secret, the one of the
// secret itself: PATIO_DATABASE for PATIO_DATABASE_FILE. That is how Docker, Kubernetes and systemd hand secrets over. A
// setting of its own that ends so, such as signing.master_key_file, is left alone, and so is an empty variable.
func withSecretFiles(env []string, settings []field, keys map[string]string, found *problems) []string {
	secrets := map[string]string{}
	for _, f := range settings {
		if _, own := keys[Variable(f.key)+fileSuffix]; isSecret(f.target) && !own {
			secrets[Variable(f.key)+fileSuffix] = Variable(f.key)
		}
	}
	var all, read []string
	for _, entry := range env {
		name, file, _ := strings.Cut(entry, "=")
		variable, known := secrets[name]
		switch {
		case !known:
			all = append(all, entry)
		case file == "":
		case slices.ContainsFunc(env, func(e string) bool { return strings.HasPrefix(e, variable+"=") && e != variable+"=" }):
			found.add(CodeInvalid, keys[variable], "%s and %s are both set; keep one of them", variable, name)
		default:
			content, err := os.ReadFile(file)
			if err != nil {
				found.add(CodeFile, keys[variable], "the file that %s names cannot be read: %v", name, err)
			} else if text := strings.TrimSpace(withoutMark(string(content))); text == "" {
				found.add(CodeFile, keys[variable], "the file that %s names is empty", name)
			} else {
				read = append(read, variable+"="+text)
			}
		}
	}
	return append(all, read...) // behind an empty variable of the same name
}

const fileSuffix = "_FILE"

// withoutMark cuts the byte order mark that some editors put before UTF-8.
func withoutMark(text string) string { return strings.TrimPrefix(text, "\ufeff") }

func isSecret(target any) bool {
	switch target.(type) {
	case *Secret, *SecretURL:
		return true
	}
	return false
}
