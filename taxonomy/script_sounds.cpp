#include "taxonomy/script_sounds.h"

#include <array>
#include <optional>

namespace kaam::taxonomy {
namespace {

constexpr std::array<std::string_view, 37> kConsonants = {  // 0x15..0x39
    "k",  "kh", "g",  "gh", "ng", "c",  "ch", "j",  "jh", "ny", "T", "Th", "D",
    "Dh", "N",  "t",  "th", "d",  "dh", "n",  "nn", "p",  "ph", "b", "bh", "m",
    "y",  "r",  "rr", "l",  "L",  "zh", "v",  "sh", "S",  "s",  "h"};
constexpr std::array<std::string_view, 16> kVowels =
    {  // 0x05..0x14; matras are 0x38 further on, aa first
        "a", "aa", "i", "ii", "u", "uu", "ri", "lri", "E", "e", "ee", "ai", "O", "o", "oo", "au"};
constexpr std::array<std::string_view, 8> kNuktaLetters = {  // 0x58..0x5F
    "q", "x", "G", "z", "R", "Rh", "f", "Y"};

enum class Kind : std::uint8_t {
  kConsonant,
  kVowel,
  kSchwa,
  kNasal,
  kMoon,
  kVisarga,
  kDouble,
  kVirama,
  kNukta,
  kSpace,
};

struct Item {
  Kind kind;
  std::string_view letter;
  bool written_open = false;  // a vowel letter of its own, not a sign on a consonant
};

Script ScriptOf(char32_t c) {
  if (c < 0x0250) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0 ? Script::kLatin
                                                                         : Script::kOther;
  }
  if (c >= 0x1E00 && c < 0x1F00) return Script::kLatin;
  if ((c >= 0x0600 && c < 0x0780) || (c >= 0xFB50 && c < 0xFF00)) return Script::kArabic;
  if (c < 0x0900 || c > 0x0D7F || c == 0x0964 || c == 0x0965) return Script::kOther;
  constexpr std::array<Script, 9> kBlocks = {
      Script::kDevanagari, Script::kBengali, Script::kGurmukhi, Script::kGujarati, Script::kOriya,
      Script::kTamil,      Script::kTelugu,  Script::kKannada,  Script::kMalayalam};
  return kBlocks[(c - 0x0900) / 0x80];
}

bool IsTamilKind(Script script) { return script == Script::kTamil; }

// What one code point stands for; absent for digits and signs.
std::optional<Item> ItemOf(char32_t c, Script script) {
  const auto offset = static_cast<std::size_t>(c & 0x7F);
  if (script == Script::kGurmukhi && offset == 0x70) return Item{Kind::kMoon, "m"};
  if (script == Script::kGurmukhi && offset == 0x71) return Item{Kind::kDouble, ""};
  if (script == Script::kBengali && offset == 0x70) return Item{Kind::kConsonant, "r"};
  if (script == Script::kBengali && offset == 0x71) return Item{Kind::kConsonant, "v"};
  if (script == Script::kTamil && offset == 0x03) return Item{Kind::kConsonant, "aytham"};
  if (offset >= 0x05 && offset <= 0x14) return Item{Kind::kVowel, kVowels[offset - 0x05], true};
  if (offset >= 0x15 && offset <= 0x39) return Item{Kind::kConsonant, kConsonants[offset - 0x15]};
  if (offset >= 0x3E && offset <= 0x4C) return Item{Kind::kVowel, kVowels[offset - 0x3D]};
  if (offset >= 0x58 && offset <= 0x5F) return Item{Kind::kConsonant, kNuktaLetters[offset - 0x58]};
  switch (offset) {
    case 0x01:
      return Item{Kind::kMoon, "m"};
    case 0x02:
      return Item{script == Script::kGurmukhi ? Kind::kMoon : Kind::kNasal, "M"};
    case 0x03:
      return Item{Kind::kVisarga, "H"};
    case 0x3C:
      return Item{Kind::kNukta, ""};
    case 0x4D:
      return Item{Kind::kVirama, ""};
    case 0x60:
      return Item{Kind::kVowel, "ri", true};
    case 0x72:
      return Item{Kind::kVowel, "a", true};  // Marathi candra a
    default:
      return std::nullopt;
  }
}

std::string_view WithNukta(std::string_view letter) {
  if (letter == "k") return "q";
  if (letter == "kh") return "x";
  if (letter == "g") return "G";
  if (letter == "j") return "z";
  if (letter == "D") return "R";
  if (letter == "Dh") return "Rh";
  if (letter == "ph") return "f";
  if (letter == "y") return "Y";
  if (letter == "s") return "sh";  // Gurmukhi
  return letter;
}

// Letters and signs with the unwritten vowel put in. A consonant stands bare before another
// consonant only where a virama joined them.
class SoundReader {
 public:
  explicit SoundReader(Script script) : script_(script) {}

  void Read(char32_t c) {
    if (c == ' ') return Space();
    if (script_ == Script::kBengali && c == 0x09CE) return Bare("t");
    if (script_ == Script::kMalayalam && c >= 0x0D7A && c <= 0x0D7F) {
      constexpr std::array<std::string_view, 6> kChillus = {"N", "n", "rr", "l", "L", "k"};
      return Bare(kChillus[c - 0x0D7A]);
    }
    const std::optional<Item> item = ItemOf(c, script_);
    if (!item) return;
    switch (item->kind) {
      case Kind::kConsonant:
        Close();
        items.push_back(*item);
        open_ = item->letter != "aytham";
        break;
      case Kind::kVowel:
        if (item->written_open) Close();
        open_ = false;
        items.push_back(*item);
        break;
      case Kind::kVirama:
        if (open_) items.push_back(*item);
        open_ = false;
        break;
      case Kind::kNukta:
        if (open_) items.back().letter = WithNukta(items.back().letter);
        break;
      default:
        Close();
        items.push_back(*item);
    }
  }
  void Finish() { Close(); }

  std::vector<Item> items;

 private:
  void Close() {
    if (open_) items.push_back({Kind::kSchwa, "a"});
    open_ = false;
  }
  void Space() {
    Close();
    items.push_back({Kind::kSpace, " "});
  }
  void Bare(std::string_view letter) {
    Close();
    items.push_back({Kind::kConsonant, letter});
  }

  Script script_;
  bool open_ = false;  // the last consonant still waits for its vowel
};

bool IsVowel(const Item& item) { return item.kind == Kind::kVowel || item.kind == Kind::kSchwa; }

// 'p' lips, 'k' throat, 't' other stops, 'n' n and m, 's' the rest.
char PlaceOf(std::string_view letter) {
  constexpr std::string_view kOthers = "cjTDNtdnz";
  const char c = letter.front();
  if (letter == "n" || letter == "m") return 'n';
  if (c == 'p' || c == 'b' || letter == "f") return 'p';
  if (letter == "sh") return 's';
  if (c == 'k' || c == 'g' || c == 'q' || c == 'x' || c == 'G') return 'k';
  return kOthers.find(c) != std::string_view::npos ? 't' : 's';
}

bool IsDoubled(std::string_view first, std::string_view second) {
  return second == first || (second.size() == first.size() + 1 && second.starts_with(first) &&
                             second.back() == 'h' && first != "s");
}

char KeyOf(std::string_view letter, Script script) {
  if (letter == "ng" || letter == "ny" || letter == "aytham")
    return letter == "aytham" ? '\0' : 'n';
  if (letter == "zh" || letter == "L") return 'l';
  if (letter == "sh" || letter == "S") return IsTamilKind(script) ? 'c' : 's';
  if (letter == "Y" || (letter == "y" && script != Script::kBengali)) return '\0';
  if (IsTamilKind(script)) {
    switch (letter.front()) {
      case 'g':
        return 'k';
      case 'D':
      case 'd':
        return 't';
      case 'b':
        return 'p';
      case 'j':
      case 's':
        return 'c';
      default:
        break;
    }
  }
  if (script == Script::kMalayalam && (letter.front() == 'd' || letter.front() == 'D')) return 't';
  switch (letter.front()) {
    case 'q':
    case 'x':
      return 'k';
    case 'G':
      return 'g';
    case 'T':
      return 't';
    case 'D':
      return 'd';
    case 'N':
    case 'm':
      return 'n';
    case 'R':
      return 'r';
    case 'z':
    case 'y':
      return 'j';
    case 'f':
      return 'p';
    case 'v':
      return IsTamilKind(script) ? 'v' : 'b';
    default:
      return letter.front();
  }
}

// Names the items by their places.
class Namer {
 public:
  Namer(const std::vector<Item>& items, Script script) : items_(items), script_(script) {}

  std::vector<Sound> Name() {
    for (at_ = 0; at_ < items_.size(); ++at_) {
      const Item& item = items_[at_];
      switch (item.kind) {
        case Kind::kConsonant:
          Consonant();
          break;
        case Kind::kVowel:
          Vowel();
          break;
        case Kind::kSchwa:
          Schwa();
          break;
        case Kind::kNasal:
          Nasal("M");
          break;
        case Kind::kMoon:
          Nasal("m");
          break;
        case Kind::kVisarga:
          Put("H");
          break;
        case Kind::kDouble:
          if (const Item* next = Next(1)) Put(std::string(next->letter) + "+");
          break;
        case Kind::kVirama:
          if (EndsWord(1)) Put("virama");
          break;
        case Kind::kSpace:
          Put(" ");
          break;
        case Kind::kNukta:
          break;
      }
    }
    return std::move(sounds_);
  }

 private:
  const Item* Next(std::size_t steps) const {
    return at_ + steps < items_.size() ? &items_[at_ + steps] : nullptr;
  }
  const Item* Before(std::size_t steps) const {
    return at_ >= steps ? &items_[at_ - steps] : nullptr;
  }
  bool EndsWord(std::size_t steps) const {
    return Next(steps) == nullptr || Next(steps)->kind == Kind::kSpace;
  }
  bool IsConsonant(const Item* item) const {
    return item != nullptr && item->kind == Kind::kConsonant;
  }
  // The consonant joined to this one by a virama, before or after it.
  const Item* JoinedAfter() const {
    return Next(1) != nullptr && Next(1)->kind == Kind::kVirama && IsConsonant(Next(2)) ? Next(2)
                                                                                        : nullptr;
  }
  const Item* JoinedBefore() const {
    return Before(1) != nullptr && Before(1)->kind == Kind::kVirama && IsConsonant(Before(2))
               ? Before(2)
               : nullptr;
  }
  void Put(std::string name, std::string key = {}) {
    sounds_.push_back({std::move(name), std::move(key)});
  }

  void Consonant() {
    const std::string_view letter = items_[at_].letter;
    const Item* after = JoinedAfter();
    const Item* before = JoinedBefore();
    const char key_class = KeyOf(letter, script_);
    std::string key(key_class == '\0' ? 0 : 1, key_class);
    // After a consonant, Roman "h" and Bengali "y" are not consonants of their own.
    const bool after_nasal = Before(1) != nullptr && Before(1)->kind == Kind::kNasal;
    if ((letter == "h" && (before != nullptr || after_nasal)) ||
        (letter == "y" && before != nullptr)) {
      key.clear();
    }
    if (after != nullptr && Cluster(letter, after->letter)) return;
    std::string name(letter);
    const bool doubled_before = before != nullptr && IsDoubled(before->letter, letter);
    if (after != nullptr && IsDoubled(letter, after->letter)) {
      name += '+';
    } else if (letter == "p" && Before(1) != nullptr && Before(1)->letter == "aytham") {
      name = "f";
    } else if (Voiced(letter, doubled_before)) {
      name += '>';
    } else if (Before(1) == nullptr || Before(1)->kind == Kind::kSpace) {
      name += '^';
    } else if (before != nullptr) {
      name += '\'';
    }
    Put(std::move(name), key);
  }

  // Two letters that are spelt as one.
  bool Cluster(std::string_view first, std::string_view second) {
    if (first == "k" && second == "S") {
      Put("kS", "ks");
    } else if (first == "k" && second == "s") {
      Put("ks", script_ == Script::kTamil ? "kc" : "ks");
    } else if (first == "j" && second == "ny") {
      Put("jny", "gn");
    } else if (first == "rr" && second == "rr") {
      Put("rrrr", script_ == Script::kTamil ? "r" : "t");
    } else if ((first == "n" || first == "nn") && second == "rr") {
      Put("n", "n");
      Put("nrr", script_ == Script::kTamil ? "r" : "t");
    } else {
      return false;
    }
    at_ += 2;
    return true;
  }

  // Stops between vowels and after nasals are voiced in Tamil, and some in Malayalam.
  bool Voiced(std::string_view letter, bool doubled_before) const {
    if (script_ != Script::kTamil && script_ != Script::kMalayalam) return false;
    if (letter.size() != 1 || std::string_view("kcTtp").find(letter) == std::string_view::npos) {
      return false;
    }
    if (doubled_before || Before(1) == nullptr || Before(1)->kind == Kind::kSpace) return false;
    if (const Item* before = JoinedBefore()) {
      const char c = before->letter.front();
      return c == 'n' || c == 'N' || c == 'm' || c == 'r' || c == 'l' || c == 'L' || c == 'z' ||
             c == 'y';
    }
    return IsVowel(*Before(1)) || Before(1)->kind == Kind::kNasal;
  }

  void Vowel() {
    std::string name(items_[at_].letter);
    if (items_[at_].written_open && (Before(1) == nullptr || Before(1)->kind == Kind::kSpace)) {
      name += '^';
    } else if (EndsWord(1)) {
      name += '$';
    } else if (name == "o" || name == "oo") {
      if (Next(1)->letter == "Y") name += '~';
    }
    Put(std::move(name));
  }

  void Schwa() {
    const bool cluster = Before(2) != nullptr && Before(2)->kind == Kind::kVirama;
    if (EndsWord(1)) {
      const bool alone = Before(2) == nullptr || Before(2)->kind == Kind::kSpace;
      const bool glide = Before(1)->letter == "y" &&
                         (script_ == Script::kDevanagari || script_ == Script::kBengali);
      return Put(alone ? "a^" : cluster || glide ? "a&" : "a$");
    }
    if (Next(1)->letter == "h") return Put("a%");
    if (FirstSyllable()) return Put("a^");
    const bool falls = !cluster && Before(2) != nullptr && IsVowel(*Before(2)) &&
                       IsConsonant(Next(1)) && Next(2) != nullptr && IsVowel(*Next(2)) &&
                       !(Next(2)->kind == Kind::kSchwa && at_ + 3 >= items_.size());
    Put(falls ? "a~" : "a.");
  }

  bool FirstSyllable() const {
    for (std::size_t i = at_; i-- > 0;) {
      if (items_[i].kind == Kind::kSpace) return true;
      if (IsVowel(items_[i])) return false;
    }
    return true;
  }

  void Nasal(std::string name) {
    const std::string key = script_ == Script::kBengali && name == "M" ? "ng" : "n";
    if (EndsWord(1)) return Put(name + "$", key);
    Put(name + "/" + (IsConsonant(Next(1)) ? PlaceOf(Next(1)->letter) : 's'), key);
  }

  const std::vector<Item>& items_;
  Script script_;
  std::size_t at_ = 0;
  std::vector<Sound> sounds_;
};

struct ArabicLetter {
  char32_t code;
  std::string_view name;
  char key;  // 0: none
};

constexpr std::array<ArabicLetter, 46> kArabic = {{
    {0x0627, "alif", 0},  {0x0622, "aa^", 0},   {0x0639, "ain", 0},    {0x0628, "b", 'b'},
    {0x067E, "p", 'p'},   {0x062A, "t", 't'},   {0x0637, "t", 't'},    {0x0679, "T", 't'},
    {0x062B, "s", 's'},   {0x0633, "s", 's'},   {0x0635, "s", 's'},    {0x0634, "sh", 's'},
    {0x062C, "j", 'j'},   {0x0630, "z", 'j'},   {0x0632, "z", 'j'},    {0x0636, "z", 'j'},
    {0x0638, "z", 'j'},   {0x0698, "z", 'j'},   {0x0686, "c", 'c'},    {0x062D, "h", 'h'},
    {0x0647, "he", 0},    {0x06C1, "he", 0},    {0x06BE, "breath", 0}, {0x062E, "x", 'k'},
    {0x062F, "d", 'd'},   {0x0688, "D", 'd'},   {0x0631, "r", 'r'},    {0x0691, "R", 'r'},
    {0x063A, "G", 'g'},   {0x06AF, "g", 'g'},   {0x0641, "f", 'p'},    {0x0642, "q", 'k'},
    {0x06A9, "k", 'k'},   {0x0643, "k", 'k'},   {0x0644, "l", 'l'},    {0x0645, "m", 'n'},
    {0x0646, "n", 'n'},   {0x06BA, "m$", 'n'},  {0x0648, "wao", 0},    {0x06CC, "ye", 0},
    {0x064A, "ye", 0},    {0x0626, "hamza", 0}, {0x0624, "wao", 0},    {0x06D2, "ee$", 0},
    {0x0621, "hamza", 0}, {0x06C3, "he", 0},
}};

std::vector<Sound> ArabicSounds(const std::u32string& text) {
  std::vector<Sound> sounds;
  for (const char32_t c : text) {
    if (c == ' ') sounds.push_back({" "});
    for (const ArabicLetter& letter : kArabic) {
      if (letter.code == c) {
        sounds.push_back(
            {std::string(letter.name), std::string(letter.key == 0 ? 0 : 1, letter.key)});
      }
    }
  }
  return sounds;
}

}  // namespace

std::u32string CodePoints(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char first = byte(i);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || i + length > text.size()) {
      ++i;
      continue;
    }
    char32_t c = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) c = (c << 6) | (byte(i + k) & 0x3FU);
    out += c;
    i += length;
  }
  return out;
}

Script ScriptOf(std::string_view text) {
  for (const char32_t c : CodePoints(text)) {
    const Script script = ScriptOf(c);
    if (script != Script::kOther) return script;
  }
  return Script::kOther;
}

std::vector<Sound> SoundsOf(std::string_view text) {
  const std::u32string points = CodePoints(text);
  const Script script = ScriptOf(text);
  if (script == Script::kArabic) return ArabicSounds(points);
  if (script == Script::kLatin || script == Script::kOther) return {};
  SoundReader reader(script);
  for (const char32_t c : points) {
    if (c == ' ' || ScriptOf(c) == script) reader.Read(c);
  }
  reader.Finish();
  return Namer(reader.items, script).Name();
}

std::string CoarseKey(const std::vector<Sound>& sounds) {
  std::string key;
  for (const Sound& sound : sounds) {
    for (const char c : sound.key) {
      if (key.empty() || key.back() != c) key += c;
    }
  }
  return key;
}

std::string CoarseKeyOfRoman(std::string_view roman, Script script) {
  std::string key;
  const auto put = [&](char c) {
    if (key.empty() || key.back() != c) key += c;
  };
  const bool tamil = script == Script::kTamil;
  for (std::size_t i = 0; i < roman.size(); ++i) {
    const char c = roman[i];
    const char next = i + 1 < roman.size() ? roman[i + 1] : '\0';
    const bool after_consonant =
        i > 0 && std::string_view("aeiou ").find(roman[i - 1]) == std::string_view::npos;
    switch (c) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
      case 'y':
      case ' ':
        break;
      case 'h':
        if (!after_consonant && script != Script::kArabic) put('h');
        break;
      case 'c':
        if (next == 'h')
          put('c');
        else if (next == 'e' || next == 'i')
          put(tamil ? 'c' : 's');
        else if (next != 'k')
          put('k');
        break;
      case 'q':
        put('k');
        break;
      case 'x':
        put('k');
        put(tamil ? 'c' : 's');
        break;
      case 'z':
        if (next == 'h' && (tamil || script == Script::kMalayalam))
          put('l');
        else
          put(tamil ? 'l' : 'j');
        break;
      case 'f':
        put('p');
        break;
      case 'm':
        put('n');
        break;
      case 'w':
      case 'v':
        if (script != Script::kArabic) put(tamil ? 'v' : 'b');
        break;
      case 'g':
        put(tamil ? 'k' : 'g');
        break;
      case 'd':
        put(tamil || script == Script::kMalayalam ? 't' : 'd');
        break;
      case 'b':
        put(tamil ? 'p' : 'b');
        break;
      case 'j':
      case 's':
        put(tamil ? 'c' : c);
        break;
      default:
        put(c);
    }
  }
  return key;
}

}  // namespace kaam::taxonomy
