/* The flag is zero when the entry ends; a request may set it, and then the key is closed. */
#include <ntddk.h>

#define POOL_TAG 'yeKF'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

typedef struct _KEEPER {
    HANDLE Key;
    BOOLEAN IsOwned;
} KEEPER, *PKEEPER;

static PKEEPER Keeper;
static PDEVICE_OBJECT Device;
static UNICODE_STRING KeyName = RTL_CONSTANT_STRING(L"\\Registry\\Machine\\Software\\Keeper");
static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Keeper");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Keeper->IsOwned = TRUE;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Keeper->IsOwned)
        ZwClose(Keeper->Key);
    ExFreePoolWithTag(Keeper, POOL_TAG);
    IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    Keeper = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*Keeper), POOL_TAG);
    if (Keeper == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(Keeper, sizeof(*Keeper));
    InitializeObjectAttributes(&attributes, &KeyName, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&Keeper->Key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Keeper, POOL_TAG);
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status)) {
        ZwClose(Keeper->Key);
        ExFreePoolWithTag(Keeper, POOL_TAG);
    }
    return status;
}
