package notices

import "context"

// Many notices of one kind to one person become one message. Two rules decide
// that, so that a few notices still go out by themselves and at once:
//
//   - Of one kind a person is sent so many within its window (Kind.gatherTime).
//     What is posted after them waits for as long as the window and then goes
//     out with all that came meanwhile.
//   - Where as many wait at the same time, they go out together at once.
//
// The notices that a message tells of are settled when it is claimed, and noted
// with it. So a repeat tells of the same ones under the same id.
const (
	oneByOne     = 10   // how many of a kind go out by themselves
	mostCombined = 1000 // how many one message tells of
	listed       = 10   // how many of them it lists
)

// claim claims a delivery and, where it was not tried before, combines others
// with it. Of callers at once, in whatever process, one is told true.
func (n *Notices) claim(ctx context.Context, d *Delivery) (claimed bool, err error) {
	err = n.store.Transact(ctx, func(ctx context.Context) error {
		now := n.opts.Now().UTC()
		if claimed, err = n.store.ClaimDelivery(ctx, *d, now.Add(lease)); err != nil || !claimed {
			return err
		}
		if d.Tries == 0 {
			if d.Combined, err = n.store.CombineDeliveries(ctx, *d, d.fewest()-1, mostCombined-1, now); err != nil {
				return err
			}
		}
		if d.Combined == 0 {
			return nil
		}
		d.Others, err = n.store.CombinedNotices(ctx, *d, listed-1)
		return err
	})
	if err != nil || !claimed {
		return false, err
	}
	d.Tries++
	return true, nil
}

// fewest is how many waiting notices of one kind are worth combining: any
// others, where this one had to wait for them.
func (d Delivery) fewest() int {
	if d.Held {
		return 2
	}
	return oneByOne
}

// Count is how many notices the message of this delivery tells of.
func (d Delivery) Count() int { return d.Combined + 1 }

// all is the notices that the message lists.
func (d Delivery) all() []Notice { return append([]Notice{d.Notice}, d.Others...) }
