#include "taxonomy/roman_spellings.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <utility>

namespace kaam::taxonomy {
namespace {

// One line a sound: the scripts it is for (D Devanagari, B Bengali, P Gurmukhi, G Gujarati, O Odia,
// T Tamil, E Telugu, K Kannada, M Malayalam, A Perso-Arabic, * all that have no line of their own),
// its name, its spellings with their costs; "-" is silence.
constexpr std::string_view kTable = R"(
* k k:.05 c:2.6 q:4 ck:3.3 kh:4.5 g:5 ch:4.3
* kh kh:.1 k:2.2
* g g:.05 gh:4
* gh gh:.1 g:2
* ng ng:.7 n:.8 -:3 ngn:3
* c ch:.1 c:2.3 chh:3.5 s:4 t:4.5
* ch chh:.8 ch:.7 c:3.5 s:3.5
* j j:.1 z:2.5 g:3 jj:4 dj:4.5
* jh jh:.3 z:2 j:2.5 zh:3
* ny n:.3 ny:1.5 gn:2.5 nj:2.5
* T t:.05 tt:3.5 th:3.7 d:4.5
* Th th:.1 t:2.3
* D d:.1 r:3 dd:4
* Dh dh:.15 d:2 rh:2.5
* N n:.05 nn:4
* t t:.05 th:3 d:5
* th th:.1 t:2
* d d:.05 dh:3.2 th:5
* dh dh:.1 d:2
* n n:.05 nn:4
* nn n:.05 nn:4
* p p:.05 b:5
* ph ph:.7 f:.7 p:2.5
* b b:.05 v:4 w:5 bh:4
* bh bh:.1 b:2.2 v:3
* m m:.05 n:5
* y y:.1 i:2.3 e:3 -:3 ya:4
* y' y:.2 i:2 -:2 e:3
* r r:.05 rr:4
* rr r:.05 rr:3
* l l:.05 ll:4
* L l:.05 ll:3
* zh zh:.5 l:1.5 z:2.5
* v v:.5 w:1 b:4 u:3.5 o:4
* v' v:.7 w:.7 u:2.5 -:3 o:3.5 b:4
* sh sh:.25 s:1.6 shh:5 ti:4 ci:4.5 ch:4.5
* S sh:.3 s:1.5 ch:5
* s s:.05 sh:3.3 c:3 ss:3.5 z:4
* h h:.1 -:2.3
* ks ks:.6 x:1.2 cs:3 cks:4
* kS ksh:.5 x:2 ks:2.3 kh:3 chh:3 kch:4 ksha:4
* jny gy:.6 gn:1.8 jn:1.5 gny:2.5 dny:2.5 jny:2.5 gi:3 g:3.5 ny:3.5
* q k:.3 q:1.3
* x kh:.15 k:2.2 x:4
* G g:.3 gh:1.5
* z z:.6 j:.8 s:4
* R d:.5 r:1 rh:3.5 dh:3.5
* Rh dh:.5 rh:1.3 d:1.9 r:2.4
* f f:.15 ph:2
* Y y:.1 -:2 i:2.5
* f f:.1 ph:2.3 p:3.5
* H -:.6 h:.8 ha:3
* virama -:.1 u:2.5 a:3
* aytham k:1 h:1 -:1 kh:1.5
* a^ a:.06 u:3.3 e:3.8 o:4 i:4.2 -:3.5 aa:4.5
* a% a:.1 -:2.5 e:3.3 i:4 u:4
DGP a% a:.5 e:1.3 -:2.5 o:3.8 i:4
B a% o:.7 a:.7 -:3 e:4
* a~ a:.7 -:.75 e:3.5 i:3.8 u:3.8 o:4 aa:5.5
* a. a:.1 -:2.2 e:3.5 i:4 io:4.5 u:3.8 o:4 aa:5.5
* a$ -:.08 a:2.4 e:4
* a& a:.75 -:.65 e:3.5
* aa a:.25 aa:1.6 e:4 o:3.6 -:5
* aa^ aa:.75 a:.65
* aa$ a:.06 aa:3 ah:3.8 e:5
* i i:.06 e:3 ee:4 y:4 -:3.8 a:4.5
* i$ i:.08 y:2.8 ee:3.8 e:4
* ii i:.25 ee:1.6 e:3.5 ii:4 ea:3.8 ie:4 y:4
* ii$ i:.08 ee:2.8 y:2.7 ie:4 ii:4.5 e:4 ey:4.5
* u u:.05 oo:3.3 o:3.5 a:4 -:4.5
* uu u:.25 oo:1.6 uu:4 o:3.5 ou:4
* uu$ u:.12 oo:2.4 uu:4 oo:2.5 o:4
* ri ri:.3 ru:2 r:3 rri:3 re:3.5 ru:2.2 i:4 ra:4
* lri lri:1 l:1 lu:2
* E a:.5 e:1 ai:2
* e e:.06 a:3.5 ae:3.5 ai:3.8 i:3.3 ey:4 ay:3.8 ea:4
* ee e:.06 a:3.5 ae:3.5 ai:3.8 i:3.3 ey:4 ay:3.8 ee:4 ea:4
* ee$ e:.05 ey:3 ay:4 ae:4 i:4
* ai ai:.25 ei:3 e:2 ay:2.8 a:2.6 ae:3.5 i:4 ey:4
* O o:.4 a:1.6 au:2.5 aw:4
* o o:.05 oh:4.5 u:3.5 au:3.8 oo:3.8 a:4
* oo o:.05 oh:4.5 u:3.5 au:3.8 oo:3.3 oa:4 a:4
* o~ o:.4 w:1.3 u:2.5 -:2
* oo~ o:.4 w:1.3 u:2.5 -:2
* au au:.4 ou:1.5 o:2 aw:3 ow:3 av:3.5
* M/p m:.2 n:1.8
* M/k n:.08 ng:3 m:3.3
* M/t n:.08 m:3.3 -:4
* M/s n:.35 m:1.4 ng:3 -:4
* M/n n:.5 m:1.5 -:1
* m/n n:.5 m:2 -:.9
* M$ n:.4 m:1.3 -:2
* m/p m:.4 n:1.3 -:2
* m/k n:.3 -:1.6 ng:3
* m/t n:.3 -:1.6 m:4
* m/s n:.4 -:1.2 m:3.5
* m$ n:.6 -:.8 m:4
DGPO a$ -:.08 a:2.4
DGPO d d:.05 dh:3.5
D M$ -:.9 n:.6 m:2.5
D jh jh:.45 z:1.3 j:2.5 zh:3
D h h:.1 -:2.5
G M$ -:.7 n:.8 m:1.8
G M/k n:.15 -:2.2 ng:3 m:3.3
G M/t n:.15 -:2.2 m:3.3
G M/s n:.5 m:1.6 -:1.6
G jh jh:.4 z:1.2 j:2.5
G ri ru:.7 ri:.8 r:2.5
G jny gn:.7 gy:1 jn:2 gny:3
G ph f:.5 ph:1
P m/p m:.25 n:1.8 -:3
P m/k n:.1 ng:3 -:3
P m/t n:.1 -:3 m:4
P m/s n:.3 m:1.6 -:1.5
P m$ n:.7 -:.75 m:3.5
P a^ a:.12 -:2.6 u:2.8 e:3 i:3.5
P a. a:.4 -:1.3 e:3.3 i:3.5
P h h:.15 -:1.9
P h' h:.8 -:.7
P i i:.12 e:2.4 ee:4 y:3.5 -:2.5 a:4
P i$ i:.3 -:1.3 e:2.5
P u u:.1 o:2.3 oo:3.3 -:3
P u$ u:.3 -:1.3
P bh bh:.1 b:2.2 p:3.5
P R r:.5 d:1
P v v:.6 w:.9 b:3
P ii i:.3 ee:1.4 y:3.5 e:3.5
P ai ai:.3 e:1.6 ei:3 ay:2.8 a:2.6 eh:3.5
P au au:.4 ou:1.5 o:1.6 aw:3
B a^ o:.65 a:.8 u:4 -:4 e:4.5
B a~ o:1 a:1.1 -:1.5 e:4
B a. o:.8 a:.9 -:1.9 e:4
B a$ -:.2 o:2 a:2.4
B a& o:.75 a:.8 -:2.5
B aa a:.15 aa:2 e:4 -:5
B aa^ a:.3 aa:1.4
B i i:.06 e:3 ee:3.8 y:4
B ii i:.1 ee:2.6 e:3.5
B e e:.08 a:3 ae:3 i:3.5
B ee e:.1 a:2.6 ae:3 i:3.5 ai:4 ya:4
B ee^ e:.2 a:2.2 ae:3
B ai oi:.7 ai:1.1 oy:2 oi:1.2 i:4
B au ou:.7 au:1.1 ow:2.5 o:3
B oo o:.08 u:3 w:3.5
B oo^ o:.2 w:1.8
B u u:.1 o:2.8 oo:3.8
B ri ri:.2 r:3 rri:3
B y j:.3 y:1 z:2 jy:4
B y' y:.9 -:.9 j:3 i:3 ya:3.5 a:3.5
B Y y:.3 -:1.3 i:2.5 e:2.5 w:2.5
B j j:.1 z:2 g:4
B c ch:.2 c:2.2 s:4
B ch chh:.9 ch:.55 s:3 c:3.5
B b' b:1.2 w:1.2 -:1.2 v:2.2
B b b:.1 v:2.8 w:4
B bh bh:.3 v:1.8 b:2.2
B m' m:.3 -:1.6
B sh sh:.5 s:1
B S sh:.5 s:1
B s s:.3 sh:1.5 ss:4 ch:4 c:4
B ph f:.6 ph:.9 p:3
B kS kkh:1 ksh:1.1 kh:1.5 x:2.5 ks:2.2 k:3.5
B jny gg:1.2 gy:1.3 jn:1.7 gn:2 g:2.2 ggy:2.5 jny:3
B M/k ng:.5 n:1.5 m:3
B M/t ng:1 n:.7 m:2.5
B M/s ng:.6 n:1.2 m:1.8
B M/p ng:1.5 m:.6 n:2
B M$ ng:.3 n:2 m:2.2
B ng ng:.2 n:2 ngo:2.5
B m/t n:.5 -:1
B m/k n:.6 -:.9
B m/s n:.8 -:.7
B H -:.4 h:1.2
B h h:.1 -:2.3
B R r:.3 d:1.7 rh:3 
B Rh rh:.8 r:1.2 dh:1.5
B t t:.05 th:3.3
O a^ a:.2 o:2
O a$ a:.8 -:.8 o:2
O a& a:.3 -:2 o:2
O ri ru:.6 ri:.8 r:3
T k k:.05 c:3.5 g:2.5 kh:4 ck:3.5
T k> g:.55 k:1 h:2.5 gh:4
T c s:.6 ch:1 c:2.2 sh:3.5
T c> s:.35 ch:1.6 c:2.5 j:2.5 sh:3.5
T T t:.1 d:2.3 tt:3 th:4
T T> d:.25 t:1.6 dd:4
T t th:.45 t:1.2 dh:2.5 d:2.3
T t> th:.9 dh:1.1 d:1.5 t:1.7
T p p:.15 b:2.2 bh:4 ph:4 f:4
T p> b:.6 p:.9 bh:3.5
T rr r:.15 tr:3 rr:3.5
T rrrr tr:.6 rr:1.8 ttr:1.8 tt:1.6 t:2.2 r:2.5 tthr:4
T nrr dr:.8 r:1.2 tr:1.7 d:3 t:3.5
T zh zh:.5 l:1.3 z:2.5 lh:3.5 y:4
T L l:.1 ll:3
T v v:.1 w:2.5
T v' v:.1 w:2.3
T ny n:1.2 gn:1.5 ny:1.5 nj:2.2 gny:3
T ng n:.2 ng:2
T h h:.1 k:3 -:3
T S sh:.4 s:1.3
T j j:.1 z:3 g:3.5
T f f:.1 p:2.5 ph:3
T virama -:.02 u:3.5
T a$ a:.05 -:3
T a& a:.05 -:3
T a~ a:.06 -:3 e:3.8 u:4 o:4 i:4
T a. a:.06 -:3 e:3.8 u:4 o:4 i:4
T aa a:.35 aa:1.3 o:3.6 e:4.2
T aa^ aa:.6 a:.85
T aa$ a:.15 aa:2.3 ah:4
T u u:.05 oo:4 o:3.5 -:3.5
T u$ u:.03 oo:4 -:3.2
T i i:.05 e:3.3 y:4
T ii i:.4 ee:1.2 e:3.5
T uu u:.4 oo:1.2 o:3.5 uu:3.5
T ai ai:.12 ei:2.8 y:4 ay:3.3 e:3.5 a:3.8 i:4 
T ee e:.1 ae:2.8 ea:3.5 ey:3.5 a:3.5 ee:4
T oo o:.1 oa:3.8 oo:3.5
EKM t th:.75 t:.7 tth:4
EKM t+ t:.5 th:1.3 tt:3 tth:4 -:1
EKM T t:.06 tt:3 th:3.8
EKM th th:.15 t:2.2
EKM d d:.2 dh:1.9 th:4
EKM dh dh:.25 d:1.6
EKM c ch:.1 c:2.2 s:4
EKM c+ c:.2 ch:1.6 -:1.8 t:4
EKM ch ch:.7 chh:.9 
EKM L l:.06 ll:3
EKM v v:.25 w:1.6
EKM v' v:.5 w:.95 u:3.5 -:3.5
EKM M$ m:.05 n:3.3 -:3.5
EKM M/s m:.3 n:1.6
EKM M/p m:.1 n:2.8
EKM a$ a:.06 -:2.6
EKM a& a:.06 -:2.8
EKM a~ a:.06 -:3 e:3.8 u:4 o:4 i:4
EKM a. a:.06 -:3 e:3.8 u:4 o:4 i:4
EKM aa a:.3 aa:1.4 o:3.6 e:4.2
EKM aa^ aa:.7 a:.7
EKM aa$ a:.08 aa:2.8
EKM ii i:.4 ee:1.2 e:3.5
EKM uu u:.4 oo:1.2 uu:3.5
EKM ri ru:.8 ri:.9 r:3 ra:3
EKM kS ksh:.3 x:2.8 ks:2.2 ksha:4 ch:4
EKM jny jn:.8 gn:.9 gy:2 gny:2.5 ny:3 nj:2.5
EKM au au:.6 ou:.9 ow:3 o:2.5
EKM ai ai:.15 ei:2.5 ay:3 i:3.8 e:3
EKM ph ph:.6 f:.9 p:2.5
EKM sh sh:.5 s:1
EKM j j:.1 z:3 g:4 zh:4
EKM virama -:.15 u:2.2
E u$ u:.05 -:2
E zh zh:.5 l:1
M virama -:.7 u:.75
M a$ a:.05 -:3.2
M T> d:.6 t:.8
M c> ch:.3 c:2 j:2.3
M k> k:.1 g:2.5
M t> th:.5 t:1.4 d:2.8
M p> p:.2 b:2.2
M N n:.06 nn:3.5
M rr r:.1 rr:3
M rrrr tt:.5 t:1.1 tr:3 th:3.5 r:4
M nrr t:.5 d:2 r:1.8 tt:3
M ny nj:.8 ny:1.2 n:1.8 gn:2
M ny+ n:.5 -:.8 nj:1.5 ny:2
M ng n:.7 ng:.7
M ng+ -:.3 ng:1.5 n:2
M zh zh:.3 l:1.8 z:2.2
M sh sh:.5 s:1
M d d:.1 dh:2.3 th:3.5
M th th:.1 dh:2.5 t:2.3
A alif a:.4 aa:1.3 i:2.5 u:2.5 e:3 o:3 -:2
A aa^ aa:.7 a:.7
A ain a:.5 aa:1.8 -:1.5 e:2 i:2 u:2.5 o:3
A he h:.7 a:1 -:1.2 e:2.5 ah:2
A breath h:.2 -:1.8
A wao v:1.2 w:1.2 o:.9 u:1.2 oo:1.8 au:2 ou:2.5 -:3
A ye i:.8 y:1.2 ee:1.5 e:1.2 ai:1.6 -:3
A hamza -:.5 i:1.5 y:1.5 e:2 a:2
A ee$ e:.2 ay:2.5 ey:2.5 ai:2.5
A R r:.5 d:.9
A m$ n:.4 -:1.2
)";

char CodeOf(Script script) {
  switch (script) {
    case Script::kDevanagari:
      return 'D';
    case Script::kBengali:
      return 'B';
    case Script::kGurmukhi:
      return 'P';
    case Script::kGujarati:
      return 'G';
    case Script::kOriya:
      return 'O';
    case Script::kTamil:
      return 'T';
    case Script::kTelugu:
      return 'E';
    case Script::kKannada:
      return 'K';
    case Script::kMalayalam:
      return 'M';
    case Script::kArabic:
      return 'A';
    default:
      return '?';
  }
}

using Spellings = std::vector<RomanSpelling>;

// Splits off what stands before the next `separator`.
std::string_view Take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

class SpellingTable {
 public:
  SpellingTable() {
    std::string_view rest = kTable;
    while (!rest.empty()) {
      std::string_view line = Take(rest, '\n');
      if (line.empty()) continue;
      const std::string_view scripts = Take(line, ' ');
      const std::string name(Take(line, ' '));
      Spellings spellings;
      while (!line.empty()) {
        std::string_view option = Take(line, ' ');
        if (option.empty()) continue;
        const std::string_view letters = Take(option, ':');
        RomanSpelling spelling{letters == "-" ? "" : std::string(letters), 0};
        std::from_chars(option.data(), option.data() + option.size(), spelling.cost);
        spellings.push_back(std::move(spelling));
      }
      for (const char script : scripts) lines_[script + name] = spellings;
    }
    for (const char script : std::string_view("DBPGOTEKMA")) {
      lines_[script + std::string(" ")] = {{" ", .05F}, {"", .7F}};  // between words
    }
  }

  // Map nodes stay where they are, so a span of one is good for ever.
  std::span<const RomanSpelling> Of(char script, const std::string& name) {
    const std::string full = script + name;
    const std::lock_guard lock(mutex_);
    if (const auto found = resolved_.find(full); found != resolved_.end()) return found->second;
    return resolved_[full] = Resolve(script, name);
  }

 private:
  const Spellings* Line(char script, const std::string& name) const {
    for (const char code : {script, '*'}) {
      const auto found = lines_.find(code + name);
      if (found != lines_.end()) return &found->second;
    }
    return nullptr;
  }

  Spellings Resolve(char script, const std::string& name) const {
    if (const Spellings* line = Line(script, name)) return *line;
    if (name.size() < 2) return {{"", 0}};
    const std::string letter = name.substr(0, name.size() - 1);
    if (name.back() == '+') return FirstHalf(Resolve(script, letter));
    if (const Spellings* line = Line(script, letter)) return *line;
    return {{"", 0}};
  }

  // The first half of a double consonant: as the letter alone, its first letter only, or nothing.
  static Spellings FirstHalf(const Spellings& whole) {
    Spellings half;
    for (const RomanSpelling& spelling : whole) {
      const bool one_letter = spelling.letters.size() < 2;
      half.push_back({spelling.letters, spelling.cost + (one_letter ? .35F : 1.5F)});
      if (!one_letter) half.push_back({spelling.letters.substr(0, 1), spelling.cost + .5F});
    }
    half.push_back({"", 1.1F});
    return half;
  }

  std::map<std::string, Spellings> lines_;
  std::map<std::string, Spellings> resolved_;
  std::mutex mutex_;
};

}  // namespace

std::span<const RomanSpelling> RomanSpellingsOf(Script script, const std::string& name) {
  static SpellingTable table;
  return table.Of(CodeOf(script), name);
}

}  // namespace kaam::taxonomy
