/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* verdict: wdm-release-on-failure de-fail-no-double-release undetermined */
/* The entry drops all events but the last where it fails: which of them is followed is not known. */
#include <ntddk.h>

#define EVENT_COUNT 16

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PKEVENT Events[EVENT_COUNT];
static PDEVICE_OBJECT Control;

static VOID DropEvents(PKEVENT *Row, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; ++i)
        ObDereferenceObject(Row[i]);
}

static NTSTATUS TakeEvents(PKEVENT *Row, SIZE_T Count)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status = STATUS_SUCCESS;
    HANDLE event;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    for (SIZE_T i = 0; i < Count; ++i) {
        status = ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
        if (NT_SUCCESS(status)) {
            status = ObReferenceObjectByHandle(event, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode,
                                               (PVOID *)(Row + i), NULL);
            ZwClose(event);
        }
        if (!NT_SUCCESS(status)) {
            DropEvents(Row, i);
            break;
        }
    }
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Control);
    DropEvents(Events, EVENT_COUNT);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = TakeEvents(Events, EVENT_COUNT);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status)) {
        DropEvents(Events, EVENT_COUNT - 1);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
