// The files that the build puts into the program.
#pragma once

#include <string_view>

namespace kaam::api {

std::string_view PageStyle();             // api/page/page.css
std::string_view PageScript();            // api/page/page.js
std::string_view OpenApiJson();           // api/openapi.yaml as one line of JSON
std::string_view DocsPage();              // api/docs_page/index.html
std::string_view DocsScript();            // api/docs_page/start.js
std::string_view SwaggerStyleGzip();      // swagger-ui.css, compressed
std::string_view SwaggerScriptGzip();     // swagger-ui-bundle.js, compressed
std::string_view CensusDistrictsTable();  // api/data/census_districts.tsv

}  // namespace kaam::api
