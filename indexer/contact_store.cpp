#include "indexer/contact_store.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace kaam::indexer {
namespace {

// A row: the record under its own key (XChaCha20-Poly1305), and that key under the store key. The
// ref is authenticated with both, so that rows can't be exchanged.
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

constexpr std::size_t kKeyBytes = std::tuple_size_v<SecretKey>;
constexpr std::size_t kWrappedBytes = kNonceBytes + kKeyBytes + kTagBytes;

using Bytes = std::vector<unsigned char>;

// Appends nonce, then ciphertext.
void AppendSealed(std::span<const unsigned char> plain, const SecretKey& key, const WorkerRef& ref,
                  std::span<const unsigned char, kNonceBytes> nonce, std::string& out) {
  const std::size_t begin = out.size();
  out.append(reinterpret_cast<const char*>(nonce.data()), nonce.size());
  out.resize(out.size() + plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(out.data()) + begin + kNonceBytes, nullptr, plain.data(),
      plain.size(), ref.bytes.data(), ref.bytes.size(), nullptr, nonce.data(), key.data());
}

bool Open(std::span<const unsigned char> sealed, const SecretKey& key, const WorkerRef& ref,
          Bytes& out) {
  if (sealed.size() < kNonceBytes + kTagBytes) return false;
  out.resize(sealed.size() - kNonceBytes - kTagBytes);
  return crypto_aead_xchacha20poly1305_ietf_decrypt(
             out.data(), nullptr, nullptr, sealed.data() + kNonceBytes, sealed.size() - kNonceBytes,
             ref.bytes.data(), ref.bytes.size(), sealed.data(), key.data()) == 0;
}

std::span<const unsigned char> Blob(sqlite3_stmt* row, int column) {
  return {static_cast<const unsigned char*>(sqlite3_column_blob(row, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

void Bind(sqlite3_stmt* statement, int index, std::span<const unsigned char> bytes) {
  sqlite3_bind_blob(statement, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

std::span<const unsigned char> BytesOf(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

}  // namespace

Error ContactStoreWriter::Fault(const char* action) const {
  return {ErrorCode::kIo,
          std::string("contact store: ") + action + ": " + sqlite3_errmsg(database_),
          temporary_,
          {}};
}

Result<std::unique_ptr<ContactStoreWriter>> ContactStoreWriter::Create(
    const std::filesystem::path& path) {
  std::unique_ptr<ContactStoreWriter> store(new ContactStoreWriter);
  store->path_ = path;
  store->temporary_ = path.string() + ".building";
  std::error_code ignored;
  std::filesystem::remove(store->temporary_, ignored);
  if (sqlite3_open(store->temporary_.c_str(), &store->database_) != SQLITE_OK) {
    return store->Fault("create");
  }
  // A new file that is synced and renamed when whole needs no journal.
  constexpr const char* kSetUp =
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
      "PRAGMA page_size=32768; PRAGMA temp_store=MEMORY;"
      "CREATE TABLE contacts(ref BLOB NOT NULL, wrapped_key BLOB NOT NULL, sealed BLOB NOT NULL,"
      " vault INTEGER, likeness INTEGER);"
      "BEGIN";
  if (sqlite3_exec(store->database_, kSetUp, nullptr, nullptr, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(store->database_, "INSERT INTO contacts VALUES(?,?,?,?,?)", -1,
                         &store->insert_, nullptr) != SQLITE_OK) {
    return store->Fault("set up");
  }
  return store;
}

ContactStoreWriter::~ContactStoreWriter() {
  sqlite3_finalize(insert_);
  sqlite3_close(database_);
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);  // gone already when published
}

// What is drawn for one row.
struct ContactSealer::Secrets {
  SecretKey own_key;
  std::array<unsigned char, kNonceBytes> key_nonce;
  std::array<unsigned char, kNonceBytes> nonce;
};

ContactSealer::~ContactSealer() {
  sodium_memzero(store_key_.data(), store_key_.size());
  sodium_memzero(random_.data(), random_.size());
}

void ContactSealer::Seal(const WorkerRef& ref, std::string_view serialized_worker,
                         std::string& out) {
  if (random_used_ + sizeof(Secrets) > random_.size()) {
    randombytes_buf(random_.data(), random_.size());
    random_used_ = 0;
  }
  Secrets secrets;
  std::memcpy(&secrets, random_.data() + random_used_, sizeof secrets);
  sodium_memzero(random_.data() + random_used_, sizeof secrets);  // no row's key is left behind
  random_used_ += sizeof secrets;
  AppendSealed(secrets.own_key, store_key_, ref, secrets.key_nonce, out);
  AppendSealed(BytesOf(serialized_worker), secrets.own_key, ref, secrets.nonce, out);
  sodium_memzero(&secrets, sizeof secrets);
}

Result<void> ContactStoreWriter::Add(const SealedContact& contact) {
  Bind(insert_, 1, contact.ref.bytes);
  Bind(insert_, 2, BytesOf(contact.bytes.substr(0, kWrappedBytes)));
  Bind(insert_, 3, BytesOf(contact.bytes.substr(kWrappedBytes)));
  const auto bind_key = [&](int index, const std::optional<std::uint64_t>& key) {
    if (key) {
      sqlite3_bind_int64(insert_, index, static_cast<sqlite3_int64>(*key));
    } else {
      sqlite3_bind_null(insert_, index);
    }
  };
  bind_key(4, contact.keys.vault);
  bind_key(5, contact.keys.likeness);
  const bool done = sqlite3_step(insert_) == SQLITE_DONE;
  sqlite3_reset(insert_);
  if (!done) return Fault("write");
  return {};
}

Result<void> ContactStoreWriter::Finish() {
  constexpr const char* kFinish =
      "COMMIT; CREATE UNIQUE INDEX contacts_by_ref ON contacts(ref);"
      "CREATE INDEX contacts_by_vault ON contacts(vault) WHERE vault IS NOT NULL;"
      "CREATE INDEX contacts_by_likeness ON contacts(likeness) WHERE likeness IS NOT NULL;"
      "PRAGMA synchronous=FULL;"
      "PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE; PRAGMA user_version=1; COMMIT";
  if (sqlite3_exec(database_, kFinish, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Fault("finish");
  }
  sqlite3_finalize(insert_);
  insert_ = nullptr;
  if (sqlite3_close(database_) != SQLITE_OK) return Fault("close");
  database_ = nullptr;
  return {};
}

Result<void> ContactStoreWriter::Publish() {
  std::error_code failed;
  std::filesystem::permissions(
      temporary_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  std::filesystem::rename(temporary_, path_, failed);
  if (failed) return IoError("rename", temporary_, failed.value());
  return {};
}

Result<std::string> OpenSealed(const SecretKey& store_key, const WorkerRef& ref,
                               std::string_view sealed) {
  const std::span<const unsigned char> bytes = BytesOf(sealed);
  const std::size_t wrapped = std::min(kWrappedBytes, bytes.size());
  Bytes key_bytes;
  Bytes plain;
  SecretKey own_key{};
  bool opens =
      Open(bytes.first(wrapped), store_key, ref, key_bytes) && key_bytes.size() == own_key.size();
  if (opens) {
    std::copy(key_bytes.begin(), key_bytes.end(), own_key.begin());
    opens = Open(bytes.subspan(wrapped), own_key, ref, plain);
  }
  sodium_memzero(own_key.data(), own_key.size());
  sodium_memzero(key_bytes.data(), key_bytes.size());
  if (!opens) return DataLoss("the record does not open under this key");
  return std::string(plain.begin(), plain.end());
}

Result<std::unique_ptr<ContactStore>> ContactStore::Open(const std::filesystem::path& path,
                                                         const SecretKey& store_key) {
  std::unique_ptr<ContactStore> store(new ContactStore(path, store_key));
  if (sqlite3_open_v2(path.c_str(), &store->database_, SQLITE_OPEN_READWRITE, nullptr) !=
      SQLITE_OK) {
    return NotFound("there is no contact store", path);
  }
  // Mapped: a record is looked up in pages of 32 KiB, which to copy costs more than all else.
  constexpr const char* kSetUp =
      "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;"
      "PRAGMA cache_size=-32768; PRAGMA mmap_size=2147418112";
  if (sqlite3_exec(store->database_, kSetUp, nullptr, nullptr, nullptr) != SQLITE_OK ||
      sqlite3_prepare_v2(store->database_,
                         "SELECT wrapped_key || sealed FROM contacts WHERE ref = ?", -1,
                         &store->select_, nullptr) != SQLITE_OK) {
    return DataLoss("the contact store can't be read", path);
  }
  return store;
}

ContactStore::~ContactStore() {
  sqlite3_finalize(select_);
  sqlite3_close(database_);
  sodium_memzero(store_key_.data(), store_key_.size());
}

Result<records::Worker> ContactStore::Read(const WorkerRef& ref) const {
  Bind(select_, 1, ref.bytes);
  const int step = sqlite3_step(select_);
  std::string sealed;
  if (step == SQLITE_ROW) {
    const auto blob = Blob(select_, 0);
    sealed.assign(blob.begin(), blob.end());
  }
  sqlite3_reset(select_);
  if (step == SQLITE_DONE) {
    return NotFound("the contact store has no record of this ref", path_);
  }
  if (step != SQLITE_ROW) return DataLoss("the contact store can't be read", path_);
  const auto plain = OpenSealed(store_key_, ref, sealed);
  records::Worker worker;
  if (!plain || !worker.ParseFromString(*plain)) {
    return DataLoss("the record does not open under this key", path_);
  }
  return worker;
}

Result<void> ContactStore::Erase(const WorkerRef& ref) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(database_, "DELETE FROM contacts WHERE ref = ?", -1, &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  Bind(raw, 1, ref.bytes);
  if (sqlite3_step(raw) != SQLITE_DONE) {
    return Error{ErrorCode::kIo,
                 std::string("contact store: erase: ") + sqlite3_errmsg(database_),
                 path_,
                 {}};
  }
  return {};
}

Result<records::Worker> ReadContact(const std::filesystem::path& path, const SecretKey& store_key,
                                    const WorkerRef& ref) {
  const auto store = ContactStore::Open(path, store_key);
  if (!store) return store.error();
  return (*store)->Read(ref);
}

}  // namespace kaam::indexer
