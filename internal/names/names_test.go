package names_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/patio-auth/patio/internal/names"
)

// good are names in many scripts, each stored as it is.
var good = map[string]string{
	"ASCII":                       "Ledgerly for phones",
	"one letter":                  "a",
	"one digit":                   "7",
	"punctuation around":          "CI (nightly) #2 – v1.0!",
	"two spaces":                  "a  b",
	"Latin precomposed":           "Müller & Søn Ærø",
	"Vietnamese":                  "Nguyễn Thị Ước",
	"Turkish":                     "İstanbul ışık",
	"German":                      "Straße",
	"Hawaiian okina":              "Hawaiʻi",
	"Ukrainian apostrophe":        "Солов\u02bcяненко",
	"ligature":                    "o\ufb03ce",
	"fullwidth":                   "\uff21\uff22\uff23",
	"emoji after a word":          "Ünï 🦊",
	"skin tone":                   "Mira 👍🏽",
	"flag":                        "Team 🇩🇪",
	"keycap":                      "step 1\u20e3",
	"mathematical letters":        "𝐏𝐚𝐭𝐡",
	"Greek":                       "Ελλάδα",
	"Greek polytonic":             "ᾠδή",
	"Cyrillic":                    "Сервис заметок",
	"Serbian":                     "Ђорђе",
	"Armenian":                    "Հայաստան",
	"Georgian":                    "საქართველო",
	"Hebrew with points":          "שָׁלוֹם",
	"Hebrew dot above":            "ח\u0307",
	"Arabic":                      "مرحبا",
	"Arabic with digits":          "خدمة٣",
	"Arabic with marks":           "مُحَمَّد",
	"Persian joiner":              "می\u200cخواهم",
	"Persian plural":              "خانه\u200cها",
	"Urdu":                        "پاکستان",
	"Syriac":                      "ܣܘܪܝܝܐ",
	"Thaana":                      "ދިވެހި",
	"N'Ko":                        "ߒߞߏ",
	"Ethiopic":                    "አማርኛ",
	"Devanagari":                  "हिन्दी सेवा",
	"Devanagari digits":           "सेवा२",
	"Devanagari joiner":           "क्\u200dष",
	"Devanagari non-joiner":       "क्\u200cष",
	"Bengali":                     "বাংলা",
	"Gurmukhi":                    "ਪੰਜਾਬੀ",
	"Gujarati":                    "ગુજરાતી",
	"Odia":                        "ଓଡ଼ିଆ",
	"Tamil":                       "தமிழ்",
	"Telugu":                      "తెలుగు",
	"Kannada":                     "ಕನ್ನಡ",
	"Malayalam":                   "മലയാളം",
	"Sinhala joiner":              "ශ්\u200dරී ලංකා",
	"Thai":                        "ภาษาไทย ที่นี่",
	"Lao":                         "ພາສາລາວ",
	"Tibetan stack":               "བསྒྲུབས",
	"Burmese":                     "မြန်မာ",
	"Khmer":                       "ភាសាខ្មែរ",
	"Mongolian":                   "ᠮᠣᠩᠭᠣᠯ",
	"Cherokee":                    "ᏣᎳᎩ",
	"Canadian syllabics":          "ᐃᓄᒃᑎᑐᑦ",
	"Tifinagh":                    "ⵜⴰⵎⴰⵣⵉⵖⵜ",
	"Adlam":                       "𞤀𞤣𞤤𞤢𞤥",
	"Chinese":                     "笔记服务",
	"Chinese with Bopomofo":       "注音ㄅㄆ",
	"Japanese Kanji and kana":     "会議メモの管理",
	"Japanese long vowel":         "サーバー監視",
	"Japanese ideographic space":  "山田\u3000太郎",
	"Japanese iteration mark":     "佐々木",
	"Japanese middle dot":         "ジャン・ポール",
	"Korean":                      "한국어 서비스",
	"Korean with Han":             "大韓민국",
	"one script a word":           "Notes Заметки 笔记",
	"two scripts around a hyphen": "API-клиент",
	"two scripts around brackets": "CLI（公式）",
	"four marks":                  "q\u0301\u0302\u0303\u0304",
	"Roman numeral":               "Ⅷ",
	"apostrophe":                  "O’Neill's",
	"a hundred characters":        strings.Repeat("ü", 100),
}

// bad are names and what the refusal says of them.
var bad = map[string]struct{ name, says string }{
	"nothing":                     {"", "1 to 100 characters"},
	"spaces":                      {"   ", "1 to 100 characters"},
	"a tab between spaces":        {"  \t ", "U+0009"},
	"line separator at the end":   {"Foo\u2028", "U+2028"},
	"paragraph separator first":   {"\u2029Foo", "U+2029"},
	"next line first":             {"\u0085Foo", "U+0085"},
	"newline at the end":          {"Foo\n", "U+000A"},
	"newline behind a space":      {"Foo \n ", "U+000A"},
	"tab first":                   {"\tFoo", "U+0009"},
	"no-break space at the end":   {"Foo\u00a0", "U+00A0"},
	"wide space first":            {"\u3000山田", "U+3000"},
	"em space alone":              {"\u2003", "U+2003"},
	"a hundred and one":           {strings.Repeat("ü", 101), "1 to 100 characters"},
	"not UTF-8":                   {"a\xff", "UTF-8"},
	"zero width space":            {"\u200b", "U+200B"},
	"zero width space inside":     {"Pa\u200btio", "U+200B"},
	"word joiner":                 {"a\u2060b", "U+2060"},
	"byte order mark":             {"\ufeffa", "U+FEFF"},
	"soft hyphen":                 {"a\u00adb", "U+00AD"},
	"grapheme joiner":             {"a\u034fb", "U+034F"},
	"Hangul filler":               {"\u3164", "U+3164"},
	"Hangul filler after letters": {"가\u3164", "U+3164"},
	"half-width filler":           {"\uffa0", "U+FFA0"},
	"choseong filler":             {"\u115f", "U+115F"},
	"jungseong filler":            {"\u1160", "U+1160"},
	"Khmer inherent vowel":        {"ក\u17b4", "U+17B4"},
	"Mongolian separator":         {"ᠮ\u180eᠣ", "U+180E"},
	"Mongolian variation":         {"ᠮ\u180bᠣ", "U+180B"},
	"Arabic letter mark":          {"a\u061cb", "U+061C"},
	"Arabic number sign":          {"\u0600٣", "U+0600"},
	"left-to-right mark":          {"a\u200eb", "U+200E"},
	"right-to-left override":      {"a\u202eb", "U+202E"},
	"isolate":                     {"a\u2066b", "U+2066"},
	"deprecated format":           {"a\u206ab", "U+206A"},
	"annotation":                  {"a\ufff9b", "U+FFF9"},
	"invisible times":             {"a\u2062b", "U+2062"},
	"tag letter":                  {"a\U000e0041", "U+E0041"},
	"flag of tags":                {"a 🏴\U000e0067\U000e0062\U000e007f", "U+E0067"},
	"variation selector 16":       {"love ❤\ufe0f", "U+FE0F"},
	"variation selector 1":        {"a\ufe00", "U+FE00"},
	"ideographic variation":       {"葛\U000e0100", "U+E0100"},
	"musical format":              {"a\U0001d173", "U+1D173"},
	"shorthand format":            {"a\U0001bca0", "U+1BCA0"},
	"braille blank":               {"\u2800", "U+2800"},
	"braille blank inside":        {"a\u2800b", "U+2800"},
	"null notehead":               {"a\U0001d159", "U+1D159"},
	"hieroglyph blank":            {"\U00013441", "U+13441"},
	"line separator":              {"a\u2028b", "U+2028"},
	"paragraph separator":         {"a\u2029b", "U+2029"},
	"newline":                     {"a\nb", "U+000A"},
	"escape":                      {"a\x1b[1mb", "U+001B"},
	"NUL":                         {"a\x00b", "U+0000"},
	"C1 control":                  {"a\u0090b", "U+0090"},
	"private use":                 {"a\ue000", "U+E000"},
	"private use, plane 15":       {"a\U000f0000", "U+F0000"},
	"private use, plane 16":       {"a\U0010fffd", "U+10FFFD"},
	"unassigned":                  {"a\u0378", "U+0378"},
	"unassigned, plane 5":         {"a\U00050000", "U+50000"},
	"noncharacter":                {"a\uffff", "U+FFFF"},
	"noncharacter FDD0":           {"a\ufdd0", "U+FDD0"},
	"only a mark":                 {"\u0301", "U+0301"},
	"leading mark":                {"\u0301a", "U+0301"},
	"mark after a space":          {"a \u0301b", "U+0301"},
	"mark after punctuation":      {"a-\u0301b", "U+0301"},
	"leading Thai vowel":          {"\u0e31ก", "U+0E31"},
	"leading Devanagari sign":     {"\u093eक", "U+093E"},
	"leading enclosing mark":      {"\u20dda", "U+20DD"},
	"five marks":                  {"q\u0301\u0302\u0303\u0304\u0305", "4 combining marks"},
	"five marks, one precomposed": {"é\u0302\u0303\u0304\u0305", "4 combining marks"},
	"ninety-nine marks":           {"a" + strings.Repeat("\u0301", 99), "4 combining marks"},
	"five enclosing marks":        {"a\u20dd\u20dd\u20dd\u20dd\u20dd", "4 combining marks"},
	"only punctuation":            {"!?…", "a letter or a digit"},
	"only an emoji":               {"🦊", "a letter or a digit"},
	"only symbols":                {"©™", "a letter or a digit"},
	"joiner in Latin":             {"Pa\u200dtio", "U+200D"},
	"non-joiner in Latin":         {"Pa\u200ctio", "U+200C"},
	"joiner at the end":           {"क्\u200d", "U+200D"},
	"joiner at the beginning":     {"\u200dक", "U+200D"},
	"joiner before a space":       {"क्\u200d ष", "U+200D"},
	"two joiners":                 {"क्\u200d\u200dष", "U+200D"},
	"joiner without a virama":     {"क\u200dष", "U+200D"},
	"non-joiner after alef":       {"ا\u200cب", "U+200C"},
	"non-joiner before a digit":   {"ی\u200c5", "U+200C"},
	"emoji joined":                {"Team 👩\u200d💻", "U+200D"},
	"joiner in Han":               {"笔\u200d记", "U+200D"},
	"Cyrillic in Latin":           {"Pаtio", "U+0430"},
	"Latin in Cyrillic":           {"Сервиc", "U+0063"},
	"Greek in Latin":              {"Patiο", "U+03BF"},
	"Armenian in Latin":           {"Patiօ", "U+0585"},
	"Cherokee in Latin":           {"Ꮲatio", "U+0061"},
	"Latin and Han":               {"AWS连接", "U+8FDE"},
	"Katakana in Latin":           {"aノb", "U+30CE"},
	"Hangul and kana":             {"한カ", "U+30AB"},
	"Bopomofo and kana":           {"ㄅカ", "U+30AB"},
	"Arabic digit in Latin":       {"a٣", "U+0663"},
	"Devanagari digit in Latin":   {"a२", "U+0968"},
	"Hebrew in Arabic":            {"مר", "U+05E8"},
	"domain of two scripts":       {"example.соm", "U+0441"},
	"words under an apostrophe":   {"O’пейл", "U+043F"},
	"connected by a line":         {"my_имя", "U+0438"},
	"Cyrillic mark on Latin":      {"a\u0483", "U+0483"},
}

func TestGoodNames(t *testing.T) {
	for what, name := range good {
		name = norm.NFC.String(name)
		if got, err := names.Check(name); err != nil || got != name {
			t.Errorf("%s: %q (%+q): got %q, %v", what, name, name, got, err)
		}
		if got, err := names.Check(norm.NFD.String(name)); err != nil || got != name {
			t.Errorf("%s, decomposed: got %q, %v", what, got, err)
		}
	}
}

func TestBadNames(t *testing.T) {
	for what, b := range bad {
		got, err := names.Check(b.name)
		var refused *names.Error
		if !errors.As(err, &refused) || !strings.Contains(refused.Detail, b.says) || got != "" {
			t.Errorf("%s: %+q: got %q, %v; want a refusal with %q", what, b.name, got, err, b.says)
		}
	}
}

// TestNamesAreStoredComposed: spaces at the ends goes, and accents are
// composed, so that one name has one spelling.
func TestNamesAreStoredComposed(t *testing.T) {
	for given, want := range map[string]string{
		"  Mira ":       "Mira",
		"Mu\u0308ller":  "Müller",
		"\u212bngstrom": "Ångstrom",
		"a\u0301b":      "áb",
	} {
		if got, err := names.Check(given); err != nil || got != want {
			t.Errorf("%+q: got %+q, %v; want %+q", given, got, err, want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, name := range good {
		f.Add(name)
	}
	for _, b := range bad {
		f.Add(b.name)
	}
	reserved := names.Reserve("Patio")
	f.Fuzz(func(t *testing.T, name string) {
		kept, err := reserved.Name(name, false)
		if err != nil {
			return
		}
		if again, err := reserved.Name(kept, false); err != nil || again != kept {
			t.Errorf("%+q is kept as %+q, and that as %+q, %v", name, kept, again, err)
		}
		if !utf8.ValidString(kept) || !norm.NFC.IsNormalString(kept) || utf8.RuneCountInString(kept) > names.MaxLength {
			t.Errorf("%+q is kept as %+q", name, kept)
		}
	})
}
