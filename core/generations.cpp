#include "core/generations.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <span>

#include "core/digests.h"

namespace kaam {

namespace fs = std::filesystem;

std::vector<unsigned long> GenerationNumbers(const fs::path& store) {
  std::vector<unsigned long> numbers;
  std::error_code ignored;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(store / kGenerationsName, ignored)) {
    const std::string name = entry.path().filename();
    if (!name.empty() && name.find_first_not_of("0123456789") == std::string::npos) {
      numbers.push_back(std::stoul(name));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::string GenerationName(unsigned long number) {
  std::array<char, 24> out{};
  std::snprintf(out.data(), out.size(), "%06lu", number);
  return out.data();
}

Result<std::string> CurrentGeneration(const fs::path& store) {
  std::error_code ignored;
  if (!fs::is_directory(store, ignored)) {
    return FailedPrecondition("there is no store at " + store.string() +
                                  ": build one with `kaam-index build --out " + store.string() +
                                  "`",
                              store);
  }
  if (!fs::exists(store / kCurrentName, ignored)) {
    return FailedPrecondition(store.string() +
                                  " holds no published index (CURRENT is missing): a build was not "
                                  "finished; run `kaam-index build` again",
                              store);
  }
  const auto current = ReadWholeFile(store / kCurrentName);
  if (!current) return current.error();
  const std::string name = current->substr(0, current->find('\n'));
  if (name.empty() || name.find_first_not_of("0123456789") != std::string::npos) {
    return DataLoss("CURRENT does not name a generation: rebuild the index", store / kCurrentName);
  }
  return name;
}

Result<std::vector<StoredGeneration>> ListGenerations(const fs::path& store) {
  const auto current = CurrentGeneration(store);
  if (!current) return current.error();
  std::vector<StoredGeneration> out;
  for (const unsigned long number : GenerationNumbers(store)) {
    const std::string name = GenerationName(number);
    out.push_back({name, name == *current,
                   Generation::Open(store / kGenerationsName / name, Verify::kSizes)});
  }
  return out;
}

Result<std::vector<Damage>> FindDamage(const Generation& generation) {
  const auto chunks = generation.Map(kChunksName);
  if (!chunks) return chunks.error();
  const std::span<const Digest> expected = chunks->As<Digest>();
  std::vector<Damage> out;
  for (const GenerationFile& listed : generation.manifest().files) {
    const auto file = generation.Map(listed.name);
    if (!file) return file.error();
    const std::span<const std::byte> bytes = file->bytes();
    if (listed.name == kChunksName) {  // has no chunks of its own
      const Digest whole = DigestOf(bytes);
      if (HexText(whole) != listed.sha256) out.push_back({listed.name, 0, bytes.size()});
      continue;
    }
    for (std::size_t at = 0; at < bytes.size(); at += kChunkBytes) {
      const std::size_t end = std::min(at + kChunkBytes, bytes.size());
      const std::size_t chunk = listed.first_chunk + at / kChunkBytes;
      if (chunk < expected.size() && DigestOf(bytes.subspan(at, end - at)) == expected[chunk]) {
        continue;
      }
      const bool goes_on = !out.empty() && out.back().file == listed.name && out.back().end == at;
      if (goes_on)
        out.back().end = end;
      else
        out.push_back({listed.name, at, end});
    }
  }
  return out;
}

Result<std::string> Rollback(const StoreLock& lock, const std::string& to) {
  const fs::path& store = lock.store();
  const auto current = CurrentGeneration(store);
  if (!current) return current.error();
  std::string chosen;
  for (const unsigned long number : GenerationNumbers(store)) {
    const std::string name = GenerationName(number);
    if (to.empty() ? number < std::stoul(*current) : name == to) chosen = name;
  }
  if (chosen.empty()) {
    return NotFound(to.empty() ? "there is no generation older than " + *current
                               : "there is no generation " + to,
                    store);
  }
  const auto opened = Generation::Open(store / kGenerationsName / chosen, Verify::kAll);
  if (!opened) return opened.error();
  if (auto written = WriteFileAtomically(store / kCurrentName, chosen + "\n"); !written) {
    return written.error();
  }
  return chosen;
}

std::vector<std::string> PruneGenerations(const fs::path& store, std::size_t keep) {
  const auto current = CurrentGeneration(store);
  const std::vector<unsigned long> numbers = GenerationNumbers(store);
  std::vector<std::string> gone;
  for (std::size_t i = 0; i + keep < numbers.size(); ++i) {
    const std::string name = GenerationName(numbers[i]);
    if (current && name == *current) continue;
    std::error_code failed;
    fs::remove_all(store / kGenerationsName / name, failed);
    if (!failed) gone.push_back(name);
  }
  return gone;
}

}  // namespace kaam
