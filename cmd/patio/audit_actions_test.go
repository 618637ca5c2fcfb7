package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every action that a package records can be looked for, and there is no other.
func TestAuditActions(t *testing.T) {
	name := regexp.MustCompile(`"(?:client|consent|key|oauth|pat|token|user)\.[a-z_]+"`)
	recorded := map[string]bool{}
	for _, room := range strings.Fields("clients consent keys leaks oauth pat recall server storage users") {
		err := filepath.WalkDir(filepath.Join("..", "..", room), func(path string, file fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for line := range strings.Lines(string(text)) {
				if strings.Contains(line, "NoticeKind =") || strings.Contains(path, "storagetest") {
					continue
				}
				for _, found := range name.FindAllString(line, -1) {
					recorded[strings.Trim(found, `"`)] = true
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for action := range recorded {
		if !slices.Contains(auditActions, action) {
			t.Errorf("%s is recorded, and patio audit list --action does not know it", action)
		}
	}
	for _, action := range auditActions {
		if !recorded[action] {
			t.Errorf("%s is recorded nowhere", action)
		}
	}
}
