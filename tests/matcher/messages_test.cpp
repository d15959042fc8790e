// The message files and their renderer, against ICU's own.
#include "matcher/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/listformatter.h>
#include <unicode/msgfmt.h>

#include <memory>
#include <sstream>

#include "matcher/locale_format.h"

namespace kaam::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString Utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
}

icu::Locale InIndia(std::string_view language) { return {std::string(language).c_str(), "IN"}; }

// A file of English rows behind a right head, which takes three lines.
Result<Messages> Parse(std::string_view rows, std::string_view language = "en") {
  return Messages::Parse("x.tsv", "# language: " + std::string(language) +
                                      "\n# checked by: nobody yet\ncode\taudience\tpattern\n" +
                                      std::string(rows));
}

std::string FaultOf(std::string_view rows) {
  const auto parsed = Parse(rows);
  return parsed ? "no fault" : parsed.error().message;
}

// What a pattern becomes in a language, for numbers 0, 1, 2 ...
std::vector<std::string> Plurals(std::string_view language, std::string_view pattern,
                                 std::initializer_list<std::uint32_t> numbers) {
  const Messages messages = Parse("code\tany\t" + std::string(pattern) + "\n", language).value();
  std::vector<std::string> out;
  for (const std::uint32_t n : numbers) {
    out.push_back(messages.Render("code", Audience::kWorker, {{"n", n}}));
  }
  return out;
}

std::string Months(std::string_view language, std::uint32_t months) {
  return MessagesIn(language).Render("duration_months", Audience::kWorker, {{"months", months}});
}

TEST(Messages, AreThereInTwelveLanguagesAndMore) {
  EXPECT_GE(MessageFiles().size(), 12U);
  for (const MessageFile& file : MessageFiles()) {
    EXPECT_EQ(MessagesIn(file.language).language(), file.language);
    EXPECT_FALSE(MessagesIn(file.language).checked_by().empty());
  }
}

TEST(Messages, SayEveryCodeOfEnglishWithTheSameArguments) {
  for (const MessageFile& file : MessageFiles()) {
    const auto same = MessagesIn(file.language).CheckAgainst(MessagesIn("en"));
    EXPECT_TRUE(same) << same.error().message;
  }
}

// Every sentence of every language, with values that reach every branch of its plurals and choices.
TEST(Messages, RenderLikeIcuInEveryLanguageWithoutALeftoverBrace) {
  std::size_t compared = 0;
  for (const MessageFile& file : MessageFiles()) {
    const Messages& messages = MessagesIn(file.language);
    for (const Messages::Sentence& sentence : messages.sentences()) {
      std::string line;
      std::istringstream text{std::string(file.text)};
      for (std::size_t i = 0; i < sentence.line; ++i) std::getline(text, line);
      UErrorCode error = U_ZERO_ERROR;
      const icu::MessageFormat icu_format(Utf16(line.substr(line.rfind('\t') + 1)),
                                          InIndia(file.language), error);
      ASSERT_TRUE(U_SUCCESS(error)) << line;
      for (const std::uint32_t number : {0U, 1U, 2U, 5U, 700U, 1200U, 123456U}) {
        for (const char* choice : {"nearest", "between", "farthest"}) {
          std::vector<MessageArgument> ours;
          std::vector<icu::UnicodeString> names;
          std::vector<icu::Formattable> theirs;
          for (const auto& [name, kind] : sentence.pattern.arguments()) {
            names.push_back(Utf16(name));
            if (kind == ArgumentKind::kNumber) {
              ours.push_back({name, number});
              theirs.emplace_back(static_cast<std::int32_t>(number));
            } else {
              ours.push_back({name, std::string_view(choice)});
              theirs.emplace_back(choice);
            }
          }
          icu::UnicodeString expected;
          icu_format.format(names.data(), theirs.data(), static_cast<int>(names.size()), expected,
                            error);
          std::string rendered;
          sentence.pattern.Render(messages.locale(), ours, rendered);
          ASSERT_EQ(rendered, Utf8(expected)) << file.language << ": " << line;
          ASSERT_EQ(rendered.find_first_of("{}#"), std::string::npos) << rendered;
          ASSERT_FALSE(rendered.empty()) << line;
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 10'000U);
}

TEST(Messages, JoinListsLikeIcuInEveryLanguage) {
  const std::vector<std::string_view> items = {"one", "two", "three", "four", "five", "six"};
  for (const MessageFile& file : MessageFiles()) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::ListFormatter> lists(
        icu::ListFormatter::createInstance(InIndia(file.language), error));
    for (std::size_t count = 0; count <= items.size(); ++count) {
      std::vector<icu::UnicodeString> texts;
      for (std::size_t i = 0; i < count; ++i) texts.push_back(Utf16(items[i]));
      icu::UnicodeString expected;
      lists->format(texts.data(), static_cast<int>(count), expected, error);
      EXPECT_EQ(MessagesIn(file.language).Join({items.data(), count}), Utf8(expected));
    }
  }
}

TEST(Messages, PutThePluralThatTheLanguageWants) {
  constexpr std::string_view kPattern = "{n, plural, one {# one} other {# other}}";
  EXPECT_THAT(Plurals("en", kPattern, {0, 1, 2, 21}),
              ElementsAre("0 other", "1 one", "2 other", "21 other"));
  EXPECT_THAT(Plurals("hi", kPattern, {0, 1, 2, 21}),
              ElementsAre("0 one", "1 one", "2 other", "21 other"));
  EXPECT_THAT(Plurals("ta", kPattern, {0, 1, 2}), ElementsAre("0 other", "1 one", "2 other"));
  EXPECT_THAT(Plurals("ur", kPattern, {0, 1, 2}), ElementsAre("۰ other", "۱ one", "۲ other"));
  EXPECT_THAT(Plurals("en", "{n, plural, =0 {none} one {one} other {#}}", {0, 1, 1000}),
              ElementsAre("none", "one", "1,000"));

  EXPECT_EQ(Months("en", 1), "1 month");
  EXPECT_EQ(Months("en", 2), "2 months");
  EXPECT_EQ(Months("hi", 1), "1 महीना");
  EXPECT_EQ(Months("hi", 2), "2 महीने");
  EXPECT_EQ(Months("ta", 1), "1 மாதம்");
  EXPECT_EQ(Months("ta", 2), "2 மாதங்கள்");
  EXPECT_EQ(Months("ur", 1), "۱ مہینہ");
  EXPECT_EQ(Months("ur", 2), "۲ مہینے");
}

TEST(Messages, WriteNumbersInTheDigitsOfTheLanguage) {
  const auto pay = [](std::string_view language) {
    return MessagesIn(language).Render("pay_stated", Audience::kWorker, {{"rupees", 1250U}});
  };
  EXPECT_THAT(pay("en"), HasSubstr("1,250"));
  EXPECT_THAT(pay("hi"), HasSubstr("1,250"));
  EXPECT_THAT(pay("ta"), HasSubstr("1,250"));
  EXPECT_THAT(pay("mr"), HasSubstr("१,२५०"));
  EXPECT_THAT(pay("ne"), HasSubstr("१,२५०"));
  EXPECT_THAT(pay("bn"), HasSubstr("১,২৫০"));
  EXPECT_THAT(pay("as"), HasSubstr("১,২৫০"));
  EXPECT_THAT(pay("ur"), HasSubstr("۱٬۲۵۰"));
}

TEST(Messages, GroupLargeNumbersAsIndiaDoes) {
  std::string number;
  LocaleFormat::For("hi").value().AppendNumber(1'234'567, number);
  EXPECT_EQ(number, "12,34,567");
}

TEST(Messages, FallBackToTheBaseLanguageThenToEnglish) {
  EXPECT_EQ(MessageLanguage("ta"), "ta");
  EXPECT_EQ(MessageLanguage("hi-IN"), "hi");
  EXPECT_EQ(MessageLanguage("PA-Guru-IN"), "pa");
  EXPECT_EQ(MessageLanguage("fr"), std::nullopt);
  EXPECT_EQ(MessageLanguage(""), std::nullopt);
  EXPECT_EQ(MessagesIn("fr").language(), "en");
}

TEST(Messages, AreNotSaidToWhomTheyDoNotConcern) {
  EXPECT_EQ(MessagesIn("en").Render("pay_stated", Audience::kEmployer, {{"rupees", 700U}}), "");
  EXPECT_EQ(MessagesIn("en").Render("no_such_code", Audience::kEmployer, {}), "");
}

TEST(Messages, KeepQuotedBracesAndApostrophes) {
  EXPECT_EQ(Parse("code\tany\tit's '{'{a}'}'\n")
                .value()
                .Render("code", Audience::kWorker, {{"a", std::string_view("b")}}),
            "it's {b}");
}

TEST(MessageFile, IsRefusedWithFileAndLine) {
  constexpr std::string_view kGood = "good\tany\tfine\n";
  const auto second = [&](const std::string& row) { return FaultOf(std::string(kGood) + row); };
  EXPECT_EQ(second(""), "no fault");
  for (const char* row :
       {"code\tany\t{a", "code\tany\t{a, plural, one {b}}", "code\tany\t{0}",
        "code\tany\t{a, date}", "code\tany\t{a, number, percent}",
        "code\tany\t{a, plural, offset:1 other {b}}", "code\tany\t{a} {a, number}",
        "code\tany\t{a, choice, 0#b}", "code\tnobody\tfine", "code\tfine", "code\tany\ta\tb",
        "good\tworker\tagain", "code\tany\t\xC3"}) {
    EXPECT_TRUE(second(row).starts_with("x.tsv:5: ")) << row << ": " << second(row);
  }
  EXPECT_THAT(Messages::Parse("x.tsv", "# language: en\nrubbish\n").error().message,
              HasSubstr("x.tsv:2: "));
  EXPECT_THAT(Messages::Parse("x.tsv", "# language: en\n").error().message, HasSubstr("x.tsv:1: "));
  EXPECT_THAT(Parse("", "xx").error().message, HasSubstr("x.tsv:1: "));
}

TEST(MessageFile, IsRefusedWhenItSaysOtherThanEnglish) {
  const Messages english = Parse("a\tany\t{n, number}\nb\tworker\t{t}\n").value();
  const auto against = [&](std::string_view rows) {
    const Messages other = Parse(rows, "hi").value();
    const auto same = other.CheckAgainst(english);
    return same ? "no fault" : same.error().message;
  };
  EXPECT_EQ(against("b\tworker\t{t}\na\tany\t{n, plural, other {#}}\n"), "no fault");
  EXPECT_EQ(against("a\tany\t{n, number}\n"),
            "x.tsv:4: does not say 'b' to a worker, as x.tsv:5 does");
  EXPECT_THAT(against("a\tany\t{n, number}\nb\tworker\t{u}\n"), HasSubstr("x.tsv:5: "));
  EXPECT_THAT(against("a\tany\t{n}\nb\tworker\t{t}\n"), HasSubstr("x.tsv:4: "));
  EXPECT_THAT(against("a\tany\t{n, number}\nb\tworker\t{t}\nc\tany\td\n"), HasSubstr("x.tsv:6: "));
}

}  // namespace
}  // namespace kaam::matcher
