#include <ntddk.h>

/* A net under the whole entry: nothing in it can raise an exception. What is copied is the system's and the driver's own
 * memory, and the helper calls nothing. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

typedef struct _EXTENSION {
    ULONG Signature;
    LIST_ENTRY Clients;
} EXTENSION;

static PDEVICE_OBJECT g_Device;
static PWCHAR g_Path;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterShutdownNotification(g_Device);
    IoDeleteDevice(g_Device);
    ExFreePoolWithTag(g_Path, 'htaP');
}

static VOID Prepare(PDEVICE_OBJECT Device)
{
    EXTENSION *extension = Device->DeviceExtension;

    extension->Signature = 'txeN';
    InitializeListHead(&extension->Clients);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\NetOfExceptions");
    NTSTATUS status = STATUS_SUCCESS;

    __try {
        DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
        DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
        DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Complete;
        DriverObject->DriverUnload = Unload;
        g_Path = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length + sizeof(WCHAR), 'htaP');
        if (g_Path == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto done;
        }
        RtlCopyMemory(g_Path, RegistryPath->Buffer, RegistryPath->Length);
        status = IoCreateDevice(DriverObject, sizeof(EXTENSION), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                                FALSE, &g_Device);
        if (!NT_SUCCESS(status))
            goto done;
        Prepare(g_Device);
        status = IoRegisterShutdownNotification(g_Device);
    done:
        if (!NT_SUCCESS(status)) {
            if (g_Device != NULL)
                IoDeleteDevice(g_Device);
            if (g_Path != NULL)
                ExFreePoolWithTag(g_Path, 'htaP');
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    return status;
}
