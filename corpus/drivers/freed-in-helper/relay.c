#include <ntddk.h>
#include <netioapi.h>

/* The helper frees the table that it is given where it finds nothing in it, and so does who has asked for it; the power
 * request goes with the label that both failures share, though one of them has deleted it already. */
static PVOID g_Request;
static ULONG g_Interfaces;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PoDeletePowerRequest(g_Request);
    IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS Count(PMIB_IF_TABLE2 Table)
{
    if (Table->NumEntries == 0) {
        FreeMibTable(Table);
        return STATUS_NOT_FOUND;
    }
    g_Interfaces = Table->NumEntries;
    return STATUS_SUCCESS;
}

static NTSTATUS Ask(VOID)
{
    PMIB_IF_TABLE2 table;
    NTSTATUS status;

    status = GetIfTable2(&table);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Count(table);
    FreeMibTable(table); /* expect: wdm-release-on-failure */
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = PoCreatePowerRequest(&g_Request, device, NULL);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    status = PoSetPowerRequest(g_Request, PowerRequestSystemRequired);
    if (!NT_SUCCESS(status)) {
        PoDeletePowerRequest(g_Request);
        goto Failed;
    }
    status = Ask();
    if (!NT_SUCCESS(status)) {
        goto Failed;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Failed:
    PoDeletePowerRequest(g_Request); /* expect: wdm-release-on-failure */
    IoDeleteDevice(device);
    return status;
}
