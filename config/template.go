package config

import _ "embed" // the template

// Template is a configuration file with every setting, what it is for and its
// default, commented out. TestTemplate writes it from the comments of [Config].
//
//go:embed template.yaml
var Template string
