extern "C" {
#include <fltKernel.h>
}

// A status that is asked by its methods, and handed up by value.
class Result {
public:
    Result(NTSTATUS status) : m_status(status) {}

    bool Good() const { return NT_SUCCESS(m_status); }
    operator NTSTATUS() const { return m_status; }

private:
    NTSTATUS m_status;
};

#define RETURN_IF_BAD(step)        \
    do {                           \
        Result result = (step);    \
        if (!result.Good()) {      \
            return result;         \
        }                          \
    } while (0)

static PFLT_FILTER g_Filter;
static PVOID g_Table;

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS flags);

static FLT_PREOP_CALLBACK_STATUS FLTAPI OnCreate(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
{
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static const FLT_OPERATION_REGISTRATION g_Operations[] = {{IRP_MJ_CREATE, 0, OnCreate, nullptr},
                                                          {IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION g_Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr,
                                                g_Operations, Unload};

static Result MakeTable()
{
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1024, 'bTlf');
    return g_Table ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void FreeTable()
{
    if (g_Table) {
        ExFreePoolWithTag(g_Table, 'bTlf');
        g_Table = nullptr;
    }
}

static Result StartFilter(PDRIVER_OBJECT driver)
{
    RETURN_IF_BAD(FltRegisterFilter(driver, &g_Registration, &g_Filter));
    RETURN_IF_BAD(FltStartFiltering(g_Filter));
    return STATUS_SUCCESS;
}

static Result Start(PDRIVER_OBJECT driver)
{
    RETURN_IF_BAD(MakeTable());
    RETURN_IF_BAD(StartFilter(driver));
    return STATUS_SUCCESS;
}

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS flags)
{
    UNREFERENCED_PARAMETER(flags);
    FltUnregisterFilter(g_Filter);
    FreeTable();
    return STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    UNREFERENCED_PARAMETER(path);
    Result result = Start(driver);
    if (!result.Good()) {
        FreeTable();
    }
    return result; /* expect: minifilter-unregister-on-failure */
}
