package tools_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// imageFile is what the image has at a path.
type imageFile struct {
	mode  fs.FileMode
	owner string // user:group, as COPY says it
}

// TestImageDirectories makes the directories of the image as the Dockerfile does:
// the user that it names, and any other user with the group 0, can write the
// data, and everybody can write /tmp.
func TestImageDirectories(t *testing.T) {
	content, err := os.Open("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	read, err := parser.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	stages, _, err := instructions.Parse(read.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	for _, c := range stages[0].Commands {
		if run, is := c.(*instructions.RunCommand); is && strings.HasPrefix(run.CmdLine[0], "install -d") {
			if said, err := exec.Command("sh", "-c", strings.ReplaceAll(run.CmdLine[0], "/out", out)).CombinedOutput(); err != nil {
				t.Fatalf("%s: %s", run.CmdLine[0], said)
			}
		}
	}
	image, user := map[string]imageFile{}, ""
	for _, c := range stages[len(stages)-1].Commands {
		switch c := c.(type) {
		case *instructions.CopyCommand:
			copied(t, c, out, image)
		case *instructions.UserCommand:
			user, _, _ = strings.Cut(c.User, ":")
		}
	}
	if tmp := image["/tmp"]; tmp.mode.Perm() != 0o777 || tmp.mode&fs.ModeSticky == 0 {
		t.Errorf("/tmp is %v", tmp.mode)
	}
	data := image["/var/lib/patio"]
	if data.owner != user+":0" || data.mode.Perm() != 0o770 {
		t.Errorf("/var/lib/patio is %v of %s, and the user is %s", data.mode, data.owner, user)
	}
}

// copied notes what COPY puts below its target. Of the directory that it names
// that is what is in it; builders differ about the directory itself.
func copied(t *testing.T, c *instructions.CopyCommand, out string, image map[string]imageFile) {
	t.Helper()
	for _, source := range c.SourcePaths {
		at := regexp.MustCompile(`^/out\b`).ReplaceAllString(source, out)
		if info, err := os.Stat(at); err != nil || !info.IsDir() {
			continue // a file of the build
		}
		err := filepath.WalkDir(at, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || name == filepath.Clean(at) {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			below, err := filepath.Rel(at, name)
			image[path.Join(c.DestPath, below)] = imageFile{info.Mode(), c.Chown}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
