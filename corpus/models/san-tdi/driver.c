/* models: legacy-nonpnp san-tdi? */
#include <ntddk.h>
#include <tdikrnl.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Control;

static PDEVICE_OBJECT Device;
static HANDLE Binding;

VOID Bound(PUNICODE_STRING DeviceName, PTDI_PNP_CONTEXT Context);

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID)TdiDeregisterPnPHandlers(Binding);
    IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    TDI_CLIENT_INTERFACE_INFO client = {0};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Control;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Control;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    client.MajorTdiVersion = 2;
    client.BindingHandler = Bound;
    status = TdiRegisterPnPHandlers(&client, sizeof(client), &Binding);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Device);
        return status;
    }
    Device->Flags &= ~DO_DEVICE_INITIALIZING;
    return status;
}
