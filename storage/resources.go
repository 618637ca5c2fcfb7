package storage

import (
	"crypto/sha256"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/internal/resource"
)

// resourceKey is under what an identifier is unique: the hash of its normal form.
func resourceKey(identifier string) []byte {
	sum := sha256.Sum256([]byte(resource.Normal(identifier)))
	return sum[:]
}

// fillResourceKeys gives a key to the resource servers that have none: those that
// a version registered which did not know the column. Of several with one normal
// form, which could be registered then, the oldest gets the key. The others are
// found only under their exact identifiers.
func fillResourceKeys(db *gorm.DB) error {
	var rows []clientRow
	err := db.Select("id", "resource_server").Where("resource_server IS NOT NULL AND resource_key IS NULL").
		Order("created_at, id").Find(&rows).Error
	if err != nil {
		return err
	}
	for _, row := range rows {
		key := resourceKey(*row.ResourceServer)
		var taken int64
		if err := db.Model(&clientRow{}).Where("resource_key = ?", key).Count(&taken).Error; err != nil {
			return err
		}
		if taken > 0 {
			continue
		}
		err := db.Model(&clientRow{}).Where("id = ? AND resource_key IS NULL", row.ID).Update("resource_key", key).Error
		if err != nil && duplicateOn(err) == "" { // a replica registered another one at this moment
			return err
		}
	}
	return nil
}
