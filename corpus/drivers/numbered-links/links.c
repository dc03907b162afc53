/* Each device has a link whose name is made of its number, on the stack of who needs it: that the names made for
 * deleting are those made before is not followed. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-late-fail-delete-link undetermined */
/* verdict: legacy-nonpnp-undo-device-and-link de-fail-free-all undetermined */
/* verdict: legacy-nonpnp-link-names cd-symlink-args satisfied */
/* verdict: legacy-nonpnp-link-names cd-unload-link-name-matches undetermined */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
#include <ntddk.h>
#include <ntstrsafe.h>

#define PORTS 3
#define NAME_LENGTH 32

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH CreateClose;

static PDEVICE_OBJECT Ports[PORTS];

static VOID MakeName(PCWSTR Prefix, ULONG Number, WCHAR Buffer[NAME_LENGTH], PUNICODE_STRING Name)
{
    RtlInitEmptyUnicodeString(Name, Buffer, NAME_LENGTH * sizeof(WCHAR));
    RtlUnicodeStringPrintf(Name, L"%ws%u", Prefix, Number);
}

static VOID DeletePorts(ULONG Count)
{
    WCHAR buffer[NAME_LENGTH];
    UNICODE_STRING link;

    for (ULONG i = 0; i < Count; i++) {
        MakeName(L"\\DosDevices\\Numbered", i, buffer, &link);
        IoDeleteSymbolicLink(&link);
        IoDeleteDevice(Ports[i]);
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DeletePorts(PORTS);
}

static NTSTATUS CreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS MakePort(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    WCHAR nameBuffer[NAME_LENGTH], linkBuffer[NAME_LENGTH];
    UNICODE_STRING name, link;
    NTSTATUS status;

    MakeName(L"\\Device\\Numbered", Number, nameBuffer, &name);
    MakeName(L"\\DosDevices\\Numbered", Number, linkBuffer, &link);
    status =
        IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Ports[Number]);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status))
        IoDeleteDevice(Ports[Number]);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CreateClose;
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < PORTS; i++) {
        status = MakePort(DriverObject, i);
        if (!NT_SUCCESS(status)) {
            DeletePorts(i);
            return status;
        }
    }
    return STATUS_SUCCESS;
}
