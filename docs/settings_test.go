package docs_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	keyPattern      = regexp.MustCompile(`^(?:backup|tls|tokens|personal_tokens|clients|quotas|signing|sessions|limits|leaks|database_pool|retention|log|server|metrics|names|notices|smtp)(?:\.[a-z_]+)+$`)
	variablePattern = regexp.MustCompile(`^PATIO_[A-Z_]+$`)
)

// otherVariables begin like settings and are none.
var otherVariables = []string{"PATIO_CONFIG", "PATIO_DATABASE_FILE", "PATIO_REDIS_FILE", "PATIO_TEST_REDIS", "PATIO_TEST_POSTGRES", "PATIO_TEST_MYSQL", "PATIO_CLIENT_SECRET", "PATIO_MODEL_STEPS"}

// TestSettings holds configuration.md to what patio config show prints: the
// same settings, with their variables and their defaults.
func TestSettings(t *testing.T) {
	defaults, told := settingDefaults(t), map[string]bool{}
	for _, row := range readDocument(t, "docs/configuration.md").rows("key", "variable", "default") {
		key, variable, value := strings.Trim(row[0], "`"), strings.Trim(row[1], "`"), strings.Trim(row[2], "`")
		there, known := defaults[key]
		switch {
		case told[key]:
			t.Errorf("%s is there twice", key)
		case !known:
			t.Errorf("there is no setting %s", key)
		case variable != variableOf(key):
			t.Errorf("the variable of %s is %s, and the document says %s", key, variableOf(key), variable)
		case value != there:
			t.Errorf("the default of %s is %s, and the document says %s", key, there, value)
		case len(row) != 4 || row[3] == "":
			t.Errorf("%s: it is not said what it is for", key)
		}
		told[key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(defaults)) {
		if !told[key] {
			t.Errorf("configuration.md does not tell of %s (%s, by default %s)", key, variableOf(key), defaults[key])
		}
	}
}

// TestSettingNames looks up the settings and variables that other pages name.
func TestSettingNames(t *testing.T) {
	defaults := settingDefaults(t)
	variables := slices.Clone(otherVariables)
	for key := range defaults {
		variables = append(variables, variableOf(key))
	}
	for _, d := range documents(t) {
		for _, span := range d.spans() {
			if _, known := defaults[span]; keyPattern.MatchString(span) && !known && !isSource(span) {
				t.Errorf("%s names the setting %s, which is not there", d.name, span)
			}
			if variablePattern.MatchString(span) && !slices.Contains(variables, span) {
				t.Errorf("%s names the variable %s, which nobody reads", d.name, span)
			}
		}
	}
}

func variableOf(key string) string {
	return "PATIO_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// settingDefaults are all settings with their defaults as the document writes
// them.
func settingDefaults(t *testing.T) map[string]string {
	t.Helper()
	show := exec.Command(filepath.Join(binDir, "patio"), "config", "show", "--json")
	show.Env = environment()
	output, err := show.Output()
	if err != nil {
		t.Fatalf("patio config show: %v", err)
	}
	var settings map[string]struct{ Value any }
	if err := json.Unmarshal(output, &settings); err != nil || len(settings) < 20 {
		t.Fatalf("patio config show printed %d settings (%v)", len(settings), err)
	}
	defaults := map[string]string{}
	for key, setting := range settings {
		defaults[key] = fmt.Sprint(setting.Value)
		if setting.Value == "" {
			defaults[key] = `""`
		}
	}
	return defaults
}
