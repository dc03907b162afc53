extern "C" {
#include <fltKernel.h>
}

// Owns the registration, and stands for the handle wherever one is wanted.
class Filter {
public:
    Filter() = default;
    Filter(Filter &&other) noexcept : m_handle(other.m_handle) { other.m_handle = nullptr; }
    ~Filter() { Reset(); }

    void Reset()
    {
        if (m_handle) {
            FltUnregisterFilter(m_handle);
            m_handle = nullptr;
        }
    }

    PFLT_FILTER *operator&() { return &m_handle; }
    operator PFLT_FILTER() const { return m_handle; }

private:
    PFLT_FILTER m_handle = nullptr;
};

static Filter g_Filter;

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS flags)
{
    UNREFERENCED_PARAMETER(flags);
    g_Filter.Reset();
    return STATUS_SUCCESS;
}

static FLT_PREOP_CALLBACK_STATUS FLTAPI OnCreate(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
{
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static const FLT_OPERATION_REGISTRATION g_Operations[] = {{IRP_MJ_CREATE, 0, OnCreate, nullptr},
                                                          {IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION g_Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr,
                                                g_Operations, Unload};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    UNREFERENCED_PARAMETER(path);
    NTSTATUS status = FltRegisterFilter(driver, &g_Registration, &g_Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status)) {
        g_Filter.Reset();
    }
    return status;
}
