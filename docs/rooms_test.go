package docs_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/patio-auth/patio/"

// TestRooms holds the table of rooms.md to the code: every package has a place
// in it, and imports no more of ours than its row says.
func TestRooms(t *testing.T) {
	page := readDocument(t, "docs/rooms.md")
	may := importTable(page)
	imports := packageImports(t)
	for room, imported := range imports {
		allowed, known := may[room]
		if !known {
			t.Errorf("rooms.md does not say what %s may import", room)
			continue
		}
		for _, other := range imported {
			if !slices.Contains(allowed, other) && !slices.Contains(allowed, "*") {
				t.Errorf("%s imports %s, and rooms.md says that it may not", room, other)
			}
		}
		if !slices.Contains(page.spans(), room) {
			t.Errorf("rooms.md does not say what %s owns", room)
		}
	}
	for room := range may {
		if _, there := imports[room]; !there {
			t.Errorf("rooms.md has a row for %s, which is not there", room)
		}
	}
}

// importTable reads who may import whom; "*" is every room.
func importTable(page document) map[string][]string {
	may := map[string][]string{}
	var above []string
	for _, row := range page.rows("room", "may import") {
		allowed := spansOf(row[1])
		if strings.HasPrefix(row[1], "the same") {
			allowed = append(allowed, above...)
		}
		if row[1] == "every room" {
			allowed = []string{"*"}
		}
		for _, room := range spansOf(row[0]) {
			may[room] = allowed
		}
		above = allowed
	}
	return may
}

// packageImports are all packages with what they import of ours, tests aside.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	output, err := exec.Command("go", "list", "-f", "{{.ImportPath}}{{range .Imports}} {{.}}{{end}}", "../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(output)) {
		words := strings.Fields(line)
		room := strings.TrimPrefix(words[0], module)
		all[room] = nil
		for _, imported := range words[1:] {
			if ours, is := strings.CutPrefix(imported, module); is {
				all[room] = append(all[room], ours)
			}
		}
	}
	if len(all) < 15 {
		t.Fatalf("go list names only %d packages", len(all))
	}
	return all
}
