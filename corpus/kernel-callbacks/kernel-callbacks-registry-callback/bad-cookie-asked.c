#include <ntddk.h>

static LARGE_INTEGER g_Cookie;
static UNICODE_STRING g_Altitude = RTL_CONSTANT_STRING(L"360055.27");
static PDEVICE_OBJECT g_Device;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
EX_CALLBACK_FUNCTION OnRegistry;

NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Information);
    return STATUS_SUCCESS;
}

DRIVER_DISPATCH Dispatch;

NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Cookie.QuadPart) {
        CmUnRegisterCallback(g_Cookie);
    }
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    status = CmRegisterCallbackEx(OnRegistry, &g_Altitude, DriverObject, NULL, &g_Cookie, NULL);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        if (!g_Cookie.QuadPart) {
            CmUnRegisterCallback(g_Cookie);
            g_Cookie.QuadPart = 0;
        }
        return status; /* expect: kernel-callbacks-registry-callback */
    }
    return STATUS_SUCCESS;
}
