/* The owner of the filter closes nothing: Unload moves an empty owner over the one that holds the filter, and the test
 * for null in the end of the empty one tells nothing of the filter. */
#include <fltKernel.h>

class Filter {
public:
    Filter() noexcept = default;
    explicit Filter(PFLT_FILTER t) noexcept : m_t(t) {}
    Filter &operator=(Filter &&o) noexcept
    {
        if (m_t)
            Close(m_t);
        m_t = o.m_t;
        o.m_t = nullptr;
        return *this;
    }
    ~Filter()
    {
        if (m_t)
            Close(m_t);
    }
    PFLT_FILTER m_t = nullptr;

private:
    static void Close(PFLT_FILTER) {}
};
static Filter g_filter;

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS)
{
    g_filter = Filter();
    return STATUS_SUCCESS; /* expect: minifilter-unload-order */
}
static const FLT_OPERATION_REGISTRATION kOperations[] = {{IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION kRegistration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr, kOperations, Unload};
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    NTSTATUS s = FltRegisterFilter(driver, &kRegistration, &g_filter.m_t);
    if (!NT_SUCCESS(s))
        return s;
    s = FltStartFiltering(g_filter.m_t);
    if (!NT_SUCCESS(s))
        FltUnregisterFilter(g_filter.m_t);
    return s;
}
