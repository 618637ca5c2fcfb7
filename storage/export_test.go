package storage

import "errors"

// HotQueries is the text of every hot read, for a test to ask how a database
// would run it.
func HotQueries() map[string]string {
	out := make(map[string]string, len(hotQueries))
	for name, query := range hotQueries {
		out[string(name)] = query
	}
	return out
}

// Pragma is an SQLite setting as the connections of the two pools have it.
func (s *Store) Pragma(name string) (writer, reader string, err error) {
	err = errors.Join(s.write.Raw("PRAGMA "+name).Scan(&writer).Error, s.read.Raw("PRAGMA "+name).Scan(&reader).Error)
	return writer, reader, err
}
