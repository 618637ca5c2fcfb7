package storage

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
)

// limitsText is networks and resource servers as they rest: neither has a space
// in it. Nil is no limit at all.
func limitsText(networks []netip.Prefix, resources []string) *string {
	if len(networks) == 0 && len(resources) == 0 {
		return nil
	}
	var text strings.Builder
	for i, n := range networks {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(n.String())
	}
	return new(text.String() + "\n" + joined(resources))
}

// nowhere is a network without a use: what cannot be read opens from nowhere
// else (RFC 6666).
var nowhere = netip.MustParsePrefix("100::/128")

func readLimits(text string) (networks []netip.Prefix, resources []string) {
	first, second, _ := strings.Cut(text, "\n")
	for word := range strings.FieldsSeq(first) {
		network, err := netip.ParsePrefix(word)
		if err != nil {
			network = nowhere
		}
		networks = append(networks, network)
	}
	if second != "" {
		resources = strings.Fields(second)
	}
	return networks, resources
}

// networksOf are the networks of the personal access token that a lineage is;
// none where it is another one.
func (s *Store) networksOf(ctx context.Context, lineage string) ([]netip.Prefix, []string, error) {
	var found []patRow
	err := s.db(ctx).Select("limits").Where("lineage_id = ?", lineage).Find(&found).Error
	if err != nil || len(found) == 0 || found[0].Limits == nil {
		return nil, nil, translated(err)
	}
	networks, resources := readLimits(*found[0].Limits)
	return networks, resources, nil
}

// RegisteredResource is pat.Store's.
func (s *Store) RegisteredResource(ctx context.Context, identifier string) (string, error) {
	found, err := s.ResourceServer(ctx, identifier)
	if errors.Is(err, clients.ErrUnknown) {
		return "", nil
	}
	if err != nil || !found.Active() {
		return "", err
	}
	return found.ResourceServer, nil
}

// CountLive is pat.Store's.
func (s *Store) CountLive(ctx context.Context, userID string, now time.Time) (int, error) {
	live := shelves(pat.Marks{Now: now})[pat.ShelfActive]
	var count int64
	err := s.db(ctx).Table("personal_access_tokens AS p").Joins("JOIN lineages l ON l.id = p.lineage_id").
		Where("p.user_id = ?", userID).Where(live.where, live.args...).Count(&count).Error
	return int(count), translated(err)
}
