#include "indexer/exchange_summary.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace kaam::indexer {
namespace {

constexpr std::size_t kColumnsNamed = 10;

// What is said in one language; {n} stands for a number, {x} for names.
struct Sentences {
  std::string_view title;
  std::string_view sent;
  std::array<std::string_view, kRowFates> fates;
  std::string_view columns;
  std::string_view no_column;
  std::string_view aadhaar;
  std::string_view hidden;
  std::string_view unchanged;
};

constexpr std::array<Sentences, 4> kLanguages = {{
    {"What became of the rows you sent",
     "Rows received: {n}, in {x}.",
     {"New: {n}. Nobody in the registry has the same number. See the files new-*.",
      "Already in the registry: {n}. The files matched-* say what differs.",
      "To be looked at: {n}. Each may be the same person as somebody in the registry or in another "
      "row. A likeness proves nothing: compare each pair in the files review-* before you decide.",
      "Not taken: {n}. The files rejected-* name row, column and reason. Correct these rows and "
      "send "
      "them again."},
     "Rows not taken, by column:",
     "the whole row",
     "These columns hold Aadhaar numbers. They were not read and come back empty: {x}.",
     "These sheets are hidden and were not read: {x}.",
     "Nothing in the registry has been changed."},
    {"आपकी भेजी पंक्तियों का क्या हुआ",
     "मिली पंक्तियाँ: {n}, फ़ाइलें: {x}।",
     {"नई: {n}। पंजी में यह नंबर किसी का नहीं है। फ़ाइलें new-* देखें।",
      "पंजी में पहले से: {n}। क्या अलग है, यह फ़ाइलें matched-* में लिखा है।",
      "देखना बाकी: {n}। हर पंक्ति पंजी के या किसी दूसरी पंक्ति के व्यक्ति की हो सकती है। मिलता-जुलता होना "
      "पहचान का प्रमाण नहीं है: फ़ैसले से पहले फ़ाइलें review-* में हर जोड़ी मिलाएँ।",
      "नहीं ली गईं: {n}। फ़ाइलें rejected-* में पंक्ति, कॉलम और कारण लिखे हैं। इन्हें सुधारकर फिर भेजें।"},
     "नहीं ली गई पंक्तियाँ, कॉलम के अनुसार:",
     "पूरी पंक्ति",
     "इन कॉलमों में आधार नंबर हैं। ये पढ़े नहीं गए और खाली लौटे हैं: {x}।",
     "ये शीट छिपी हुई हैं और पढ़ी नहीं गईं: {x}।",
     "पंजी में कुछ नहीं बदला गया है।"},
    {"আপনার পাঠানো সারিগুলির কী হল",
     "পাওয়া সারি: {n}, ফাইল: {x}।",
     {"নতুন: {n}। পঞ্জিতে এই নম্বর কারও নেই। new-* ফাইলগুলি দেখুন।",
      "পঞ্জিতে আগে থেকেই আছে: {n}। কী আলাদা তা matched-* ফাইলগুলিতে লেখা আছে।",
      "দেখতে হবে: {n}। প্রতিটি সারি পঞ্জির বা অন্য কোনো সারির একই ব্যক্তির হতে পারে। মিল থাকা পরিচয়ের "
      "প্রমাণ "
      "নয়: সিদ্ধান্তের আগে review-* ফাইলগুলিতে প্রতিটি জোড়া মিলিয়ে দেখুন।",
      "নেওয়া হয়নি: {n}। rejected-* ফাইলগুলিতে সারি, কলাম ও কারণ লেখা আছে। ঠিক করে আবার পাঠান।"},
     "নেওয়া হয়নি এমন সারি, কলাম অনুযায়ী:",
     "পুরো সারি",
     "এই কলামগুলিতে আধার নম্বর আছে। এগুলি পড়া হয়নি, খালি ফেরত এসেছে: {x}।",
     "এই শিটগুলি লুকানো, পড়া হয়নি: {x}।",
     "পঞ্জিতে কিছুই বদলানো হয়নি।"},
    {"तपाईंले पठाएका पङ्क्तिहरूको के भयो",
     "प्राप्त पङ्क्तिहरू: {n}, फाइलहरू: {x}।",
     {"नयाँ: {n}। दर्ता-पुस्तिकामा यो नम्बर कसैको छैन। new-* फाइलहरू हेर्नुहोस्।",
      "दर्ता-पुस्तिकामा पहिल्यै छन्: {n}। के फरक छ, matched-* फाइलहरूमा लेखिएको छ।",
      "हेर्न बाँकी: {n}। प्रत्येक पङ्क्ति दर्ता-पुस्तिकाको वा अर्को पङ्क्तिको एउटै व्यक्तिको हुन सक्छ। मिल्दोजुल्दो "
      "हुनु पहिचानको प्रमाण होइन: निर्णय गर्नुअघि review-* फाइलहरूमा प्रत्येक जोडी भिडाउनुहोस्।",
      "लिइएनन्: {n}। rejected-* फाइलहरूमा पङ्क्ति, स्तम्भ र कारण लेखिएका छन्। सच्याएर फेरि पठाउनुहोस्।"},
     "नलिइएका पङ्क्तिहरू, स्तम्भअनुसार:",
     "पूरा पङ्क्ति",
     "यी स्तम्भहरूमा आधार नम्बर छन्। यी पढिएनन् र खाली फर्किए: {x}।",
     "यी पाना लुकाइएका छन् र पढिएनन्: {x}।",
     "दर्ता-पुस्तिकामा केही पनि परिवर्तन गरिएको छैन।"},
}};

std::string Filled(std::string_view sentence, const std::string& number, const std::string& names) {
  std::string out{sentence};
  for (const auto& [mark, value] :
       {std::pair<std::string_view, const std::string&>{"{n}", number}, {"{x}", names}}) {
    const std::size_t at = out.find(mark);
    if (at != std::string::npos) out.replace(at, mark.size(), value);
  }
  return out;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void AppendLanguage(const Sentences& say, const ExchangeSummary& summary, std::string& out) {
  const auto line = [&](std::string_view sentence, std::uint64_t number,
                        const std::vector<std::string>& names) {
    out += Filled(sentence, IndianNumber(number), Joined(names)) + "\r\n";
  };
  line(say.title, 0, {});
  out += "\r\n";
  line(say.sent, summary.read, summary.files);
  for (std::size_t fate = 0; fate < kRowFates; ++fate) {
    line(say.fates[fate], summary.rows[fate], {});
  }
  std::vector<std::pair<std::string, std::uint64_t>> columns(summary.rejected_by_column.begin(),
                                                             summary.rejected_by_column.end());
  std::stable_sort(columns.begin(), columns.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  columns.resize(std::min(columns.size(), kColumnsNamed));
  if (!columns.empty()) line(say.columns, 0, {});
  for (const auto& [column, rows] : columns) {
    out += "  " + (column.empty() ? std::string(say.no_column) : column) + ": " +
           IndianNumber(rows) + "\r\n";
  }
  if (!summary.aadhaar_columns.empty()) line(say.aadhaar, 0, summary.aadhaar_columns);
  if (!summary.hidden_sheets.empty()) line(say.hidden, 0, summary.hidden_sheets);
  line(say.unchanged, 0, {});
}

}  // namespace

std::string SummaryText(const ExchangeSummary& summary) {
  std::string out = "\xEF\xBB\xBF";  // or older editors of text do not take it for UTF-8
  for (const Sentences& language : kLanguages) {
    if (&language != &kLanguages.front()) out += "\r\n----------\r\n\r\n";
    AppendLanguage(language, summary, out);
  }
  return out;
}

std::string IndianNumber(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(out.size()) - 3; at > 0; at -= 2) {
    out.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return out;
}

}  // namespace kaam::indexer
