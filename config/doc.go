// Package config turns what an operator wrote (flags, PATIO_* variables, a YAML file) into one checked struct.
//
// It owns the names of the settings, their defaults, the rules for their values and the masking of their secrets.
// It does not own what the settings do: cmd/patio reads a [Config] and hands each room plain values.
//
//	flags  >  PATIO_* variables  >  YAML file  >  defaults
//	                     │
//	  Load: every name known, every value of its type
//	                     │
//	  Config.Validate: every value within its bounds, all problems at once
//	                     │
//	  Config.Effective: each key, its value (secrets masked) and where it came from
//
// Only cmd/patio comes in.
package config
