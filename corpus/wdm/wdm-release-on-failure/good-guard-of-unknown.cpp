/* undetermined-ok */
#include <ntddk.h>
#include <seed/seed.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD DriverUnload;

template <typename Action> class OnFailure {
    const NTSTATUS &status_;
    Action action_;

public:
    OnFailure(const NTSTATUS &status, Action action) : status_(status), action_(action) {}
    ~OnFailure()
    {
        if (!NT_SUCCESS(status_)) {
            action_();
        }
    }
};

static PVOID g_Table;
static SEED_SOURCE g_Source;
static SEED g_Seed{nullptr, &g_Source};

extern "C" VOID DriverUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Table, 'lbaT');
}

/* What the header that is not there declares leaves the type of the guard open: what its end does is not known. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    NTSTATUS status = BCryptGenRandom(nullptr, (PUCHAR)&g_Seed, sizeof(g_Seed), 2);
    OnFailure undo{status, [] { ExFreePoolWithTag(g_Table, 'lbaT'); }};
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = DriverUnload;
    return status;
}
