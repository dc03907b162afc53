/* The unload routine calls the one that the library has set, which knows nothing of the driver's table. */
#include <ntddk.h>
#include <windef.h>
#include <ks.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LensUnload;

extern const KSDEVICE_DESCRIPTOR LensDescriptor;

static struct {
    PVOID Table;
    PDRIVER_UNLOAD LibraryUnload;
} Lens;

VOID LensUnload(PDRIVER_OBJECT DriverObject)
{
    if (Lens.LibraryUnload)
        Lens.LibraryUnload(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    Lens.Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'sneL'); /* expect: wdm-unload-releases */
    if (Lens.Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = KsInitializeDriver(DriverObject, RegistryPath, &LensDescriptor);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Lens.Table, 'sneL');
        return status;
    }
    Lens.LibraryUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = LensUnload;
    return STATUS_SUCCESS;
}
