// Puts workbooks together from the bytes of their parts.
#pragma once

#include <zip.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kaam::testing {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

// `level` is zlib's, 0 for parts that are not packed.
inline std::string MakeZip(const ZipParts& parts, unsigned level = 1) {
  zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(buffer);
  zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index),
                             level > 0 ? ZIP_CM_DEFLATE : ZIP_CM_STORE, level);
  }
  if (zip_close(archive) != 0) std::abort();
  zip_source_open(buffer);
  zip_stat_t status;
  zip_source_stat(buffer, &status);
  std::string out(status.size, '\0');
  zip_source_read(buffer, out.data(), out.size());
  zip_source_close(buffer);
  zip_source_free(buffer);
  return out;
}

struct TestSheet {
  std::string name;
  std::string data;        // inside <sheetData>
  std::string state = "";  // "hidden"
  std::string after = "";  // behind it: <mergeCells>
};

inline ZipParts WorkbookParts(const std::vector<TestSheet>& sheets, const std::string& shared = "",
                              bool from_1904 = false) {
  std::string list;
  std::string relations;
  ZipParts parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\"" +
            (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + " r:id=\"rId" +
            number + "\"/>";
    relations += "<Relationship Id=\"rId" + number +
                 "\" Type=\"x/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                       "<worksheet><sheetData>" + sheets[i].data + "</sheetData>" +
                           sheets[i].after + "</worksheet>");
  }
  if (!shared.empty()) {
    relations += "<Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>";
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
  }
  parts.emplace_back("_rels/.rels",
                     "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" "
                     "Target=\"xl/workbook.xml\"/></Relationships>");
  parts.emplace_back("xl/workbook.xml",
                     "<workbook xmlns:r=\"r\">" +
                         std::string(from_1904 ? "<workbookPr date1904=\"1\"/>" : "") + "<sheets>" +
                         list + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  return parts;
}

inline std::string Workbook(const std::vector<TestSheet>& sheets, const std::string& shared = "",
                            bool from_1904 = false) {
  return MakeZip(WorkbookParts(sheets, shared, from_1904));
}

// A row of texts, as <row>.
inline std::string TextRow(const std::vector<std::string>& cells) {
  std::string out = "<row>";
  for (const std::string& cell : cells) {
    out += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
  }
  return out + "</row>";
}

}  // namespace kaam::testing
