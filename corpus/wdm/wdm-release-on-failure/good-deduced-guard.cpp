#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD DriverUnload;

namespace guards {

template <typename Action> class OnFailure {
    const NTSTATUS &status_;
    Action action_;

public:
    OnFailure(const NTSTATUS &status, Action action) : status_(status), action_(action) {}
    OnFailure(const OnFailure &) = delete;
    ~OnFailure()
    {
        if (!NT_SUCCESS(status_)) {
            action_();
        }
    }
};

}

static PVOID g_Table;
static PVOID g_Index;

extern "C" VOID DriverUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Index, 'xdnI');
    ExFreePoolWithTag(g_Table, 'lbaT');
}

/* The class's argument is worked out from what the guard is given. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    guards::OnFailure undo{status, [] { ExFreePoolWithTag(g_Table, 'lbaT'); }};

    g_Index = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'xdnI');
    if (g_Index == nullptr) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        return status;
    }
    DriverObject->DriverUnload = DriverUnload;
    return status;
}
