/* Functions of the driver give out what holds a key or a block, of classes whose header is missing: it is open whether
 * these release it. That the caller asks for the status first is seen. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-init-memory-freed de-free-init-only-memory undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
/* verdict: wdm-status-tested de-return-ignored-status satisfied */
/* verdict: wdm-failure-propagated de-return-failure-propagates satisfied */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static RegistryKey Open(POBJECT_ATTRIBUTES Attributes, NTSTATUS *Status)
{
    HANDLE key = nullptr;

    *Status = ZwOpenKey(&key, KEY_READ, Attributes);
    return RegistryKey(key);
}

static KernelKey Create(POBJECT_ATTRIBUTES Attributes, NTSTATUS *Status)
{
    HANDLE key = nullptr;

    *Status = ZwCreateKey(&key, KEY_READ, Attributes, 0, nullptr, REG_OPTION_NON_VOLATILE, nullptr);
    return key;
}

static NTSTATUS Fill(SIZE_T Size)
{
    PoolBlock block = nullptr;

    block = ExAllocatePool2(POOL_FLAG_PAGED, Size, 'kyes');
    if (!block)
        return STATUS_INSUFFICIENT_RESOURCES;
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    auto key = Open(&attributes, &status);
    if (!NT_SUCCESS(status))
        return status;
    KernelKey other = Create(&attributes, &status);
    if (!NT_SUCCESS(status))
        return status;
    status = Fill(64);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
