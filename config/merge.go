package config

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// member is one name of a mapping, with its value.
type member struct {
	name  string
	line  int
	value *yaml.Node
}

// maxMerges ends the walk through merge keys that lead back to themselves.
const maxMerges = 20

// membersOf returns the members of a mapping, with those that it takes over by
// merge keys (<<: *anchor). Its own come first and count more than those, and of
// several mappings the first one counts more than the next.
func membersOf(mapping *yaml.Node) ([]member, error) {
	return membersBelow(mapping, 0)
}

func membersBelow(mapping *yaml.Node, depth int) ([]member, error) {
	if depth > maxMerges {
		return nil, fmt.Errorf("<< (line %d) leads back to itself; remove it", mapping.Line)
	}
	var own []member
	var merged []*yaml.Node
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], resolve(mapping.Content[i+1])
		if key.Tag != "!!merge" {
			own = append(own, member{key.Value, key.Line, value})
			continue
		}
		sources := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			sources = value.Content
		}
		for _, source := range sources {
			if source = resolve(source); source.Kind != yaml.MappingNode {
				return own, fmt.Errorf("<< (line %d) must name a section, such as *anchor, or a list of them", key.Line)
			}
			merged = append(merged, source)
		}
	}
	known := map[string]bool{}
	for _, m := range own {
		known[m.name] = true
	}
	for _, source := range merged {
		taken, err := membersBelow(source, depth+1)
		if err != nil {
			return own, err
		}
		for _, m := range taken {
			if !known[m.name] {
				known[m.name] = true
				own = append(own, m)
			}
		}
	}
	return own, nil
}
