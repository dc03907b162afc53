#include "reports/report.h"

dl_report_write *dl_report_by_name(const char *format)
{
    static const struct {
        const char *name;
        dl_report_write *write;
    } formats[] = {
        {"text", dl_report_text},
        {"json", dl_report_json},
        {"sarif", dl_report_sarif},
    };

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (dl_text_equal(formats[i].name, format))
            return formats[i].write;
    return NULL;
}
