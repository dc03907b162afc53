/* The pens that were referenced so far are counted, and given back from the last; the round that fails has put none
 * into its place. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PensUnload;

#define PEN_COUNT 3

static HANDLE PenHandles[PEN_COUNT];
static PVOID Pens[PEN_COUNT];
static ULONG PensHeld;

static VOID ReleasePens(VOID)
{
    while (PensHeld > 0) {
        PVOID pen = Pens[--PensHeld];

        ObDereferenceObject(pen);
    }
}

VOID PensUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ReleasePens();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG pen = 0; pen < PEN_COUNT; pen++) {
        NTSTATUS status =
            ObReferenceObjectByHandle(PenHandles[pen], SYNCHRONIZE, *ExEventObjectType, KernelMode, &Pens[pen], NULL);

        if (!NT_SUCCESS(status)) {
            ReleasePens();
            return status;
        }
        PensHeld++;
    }
    DriverObject->DriverUnload = PensUnload;
    return STATUS_SUCCESS;
}
