// kaam-match link as people run it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace kaam::matcher {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  int exit_code = -1;
  std::string output;  // standard output and error
};

class LinkTool : public testing::Test {
 protected:
  LinkTool() : directory_(fs::temp_directory_path() / ("kaam-link-" + std::to_string(::getpid()))) {
    fs::create_directories(directory_);
    Write("labels.tsv", "id\tlabel\n1\tWelder\n1\tGas welder\n2\tCarpenter\n3\tराजमिस्त्री\n");
    Write("queries.tsv", "id\ttext\nq1\tWelders\nq2\traj mistry\n");
  }
  ~LinkTool() override { fs::remove_all(directory_); }

  void Write(const std::string& name, const std::string& content) const {
    std::ofstream(directory_ / name, std::ios::binary) << content;
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(directory_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // Runs the tool in the directory.
  Outcome Link(const std::string& arguments) const {
    const fs::path tool = fs::read_symlink("/proc/self/exe").parent_path() / "kaam-match";
    const std::string command =
        "cd " + directory_.string() + " && " + tool.string() + " link " + arguments + " 2>&1";
    Outcome run;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return run;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      run.output += static_cast<char>(c);
    }
    const int status = ::pclose(pipe);
    run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
  }

 private:
  fs::path directory_;
};

TEST_F(LinkTool, WritesARunInTrecFormat) {
  const Outcome run = Link("--labels labels.tsv --queries queries.tsv --top 1 --out run.tsv");
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(run.output, "");
  const std::string lines = Read("run.tsv");
  EXPECT_TRUE(lines.starts_with("q1 Q0 1 1 0.")) << lines;
  EXPECT_NE(lines.find("\nq2 Q0 3 1 0."), std::string::npos) << lines;
  EXPECT_TRUE(lines.ends_with(" kaam\n")) << lines;
}

TEST_F(LinkTool, WritesTheSameBytesTwice) {
  const std::string arguments =
      "--labels labels.tsv --queries queries.tsv --also labels.tsv --out ";
  ASSERT_EQ(Link(arguments + "first.tsv").exit_code, 0);
  ASSERT_EQ(Link(arguments + "second.tsv").exit_code, 0);
  EXPECT_FALSE(Read("first.tsv").empty());
  EXPECT_EQ(Read("first.tsv"), Read("second.tsv"));
}

TEST_F(LinkTool, NamesFileAndLineOfAFaultAndWritesNothing) {
  struct Case {
    std::string content;
    std::string fault;
  };
  for (const Case& one : {Case{"", "bad.tsv:1: the file is empty"},
                          Case{"id\tlabel\n1\tx\n2\n", "bad.tsv:3: has 1 columns"},
                          Case{"1\t\xFF\n", "bad.tsv:1: byte 3 is not UTF-8"}}) {
    Write("bad.tsv", one.content);
    const Outcome run = Link("--labels bad.tsv --queries queries.tsv --out run.tsv");
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_TRUE(run.output.starts_with("kaam-match: " + one.fault)) << run.output;
    EXPECT_EQ(Read("run.tsv"), "");
  }
}

TEST_F(LinkTool, RefusesAQueryIdThatComesTwice) {
  Write("twice.tsv", "q1\ta\nq2\tb\nq1\tc\n");
  const Outcome run = Link("--labels labels.tsv --queries twice.tsv --out run.tsv");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.output, "kaam-match: twice.tsv:3: the query id 'q1' came before\n");
}

TEST_F(LinkTool, NamesFilesThatCannotBeReadOrWritten) {
  const Outcome absent = Link("--labels none.tsv --queries queries.tsv --out run.tsv");
  EXPECT_NE(absent.exit_code, 0);
  EXPECT_NE(absent.output.find("none.tsv"), std::string::npos) << absent.output;
  const Outcome unwritable = Link("--labels labels.tsv --queries queries.tsv --out no/run.tsv");
  EXPECT_NE(unwritable.exit_code, 0);
  EXPECT_NE(unwritable.output.find("no/run.tsv"), std::string::npos) << unwritable.output;
  EXPECT_EQ(Link("--labels labels.tsv --queries queries.tsv --out run.tsv --top 0").exit_code, 2);
}

}  // namespace
}  // namespace kaam::matcher
