package web

// Views are the zero values of every view there is.
var Views = views

// StaticBodies are the static files by their hashed names.
func StaticBodies(p *Pages) map[string][]byte {
	bodies := map[string][]byte{}
	for _, file := range p.assets.byName {
		bodies[file.hashed] = file.body
	}
	return bodies
}
