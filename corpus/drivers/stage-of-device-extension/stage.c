/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* The cleanup comes by the context, which counts the steps, as the extension of the first device. */
#include <ntddk.h>

typedef struct _CONTEXT_DATA {
    ULONG Stage;
    PVOID Table;
    ERESOURCE Lock;
    LIST_ENTRY Link;
} CONTEXT_DATA, *PCONTEXT_DATA;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnProcess(HANDLE Parent, HANDLE Process, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Create);
}

static VOID OnThread(HANDLE Process, HANDLE Thread, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Thread);
    UNREFERENCED_PARAMETER(Create);
}

static VOID Teardown(PDRIVER_OBJECT DriverObject)
{
    PCONTEXT_DATA data = DriverObject->DeviceObject->DeviceExtension;

    switch (data->Stage) {
    case 4:
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    case 3:
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    case 2:
        ExDeleteResourceLite(&data->Lock);
    case 1:
        ExFreePoolWithTag(data->Table, 'lbaT');
    default:
        break;
    }
    IoDeleteDevice(DriverObject->DeviceObject);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    Teardown(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PCONTEXT_DATA context;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(CONTEXT_DATA), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    context = device->DeviceExtension;
    context->Stage = 0;
    context->Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'lbaT');
    if (context->Table == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Exit;
    }
    context->Stage = 1;
    status = ExInitializeResourceLite(&context->Lock);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 2;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 3;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        goto Exit;
    context->Stage = 4;
    DriverObject->DriverUnload = Unload;

Exit:
    if (!NT_SUCCESS(status))
        Teardown(DriverObject);
    return status;
}
