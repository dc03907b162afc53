/* Guarded steps that return a status or null raise nothing, so each is undone where one behind it has failed. */
#include <ntddk.h>

#define POOL_TAG 'dauG'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LedgeUnload;
static DRIVER_DISPATCH LedgeDispatch;

static PVOID Table;
static ERESOURCE Lock;
static PDEVICE_OBJECT Device;
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Ledge");

VOID LedgeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Device);
    ExDeleteResourceLite(&Lock);
    ExFreePoolWithTag(Table, POOL_TAG);
}

static NTSTATUS LedgeDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    BOOLEAN hasTable = FALSE, hasLock = FALSE, hasDevice = FALSE;
    UNICODE_STRING name;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = LedgeUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LedgeDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LedgeDispatch;
    __try {
        __try {
            Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, POOL_TAG);
            if (Table == NULL) {
                status = STATUS_INSUFFICIENT_RESOURCES;
                __leave;
            }
            KdPrint(("ledge: %p\n", Table));
            hasTable = TRUE;
            ExInitializeResourceLite(&Lock);
            DbgPrint("ledge: locked\n");
            hasLock = TRUE;
            RtlInitUnicodeString(&name, L"\\Device\\Ledge");
            status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                    &Device);
            if (!NT_SUCCESS(status))
                __leave;
            RtlInitUnicodeString(&name, L"\\Device\\Ledge");
            hasDevice = TRUE;
            status = IoCreateSymbolicLink(&LinkName, &name);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            status = GetExceptionCode();
        }
    } __finally {
        if (!NT_SUCCESS(status)) {
            if (hasDevice)
                IoDeleteDevice(Device);
            if (hasLock)
                ExDeleteResourceLite(&Lock);
            if (hasTable)
                ExFreePoolWithTag(Table, POOL_TAG);
        }
    }
    return status;
}
