#include <fwpsk.h>
#include <ndis.h>
#include <netioapi.h>
#include <ntddk.h>

/* A monitor of the network: it reads the system's tables once, and is told what changes while it is loaded. The
 * tables are kept where they are not to its liking, and who tells it is not told to stop. */
typedef struct _MESH {
    HANDLE Teredo;
    HANDLE Switch;
    ULONG Interfaces;
    ULONG Addresses;
    PMDL Scratch;
    UCHAR Buffer[256];
} MESH;

static MESH g_Mesh;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD MeshUnload;

static VOID OnPort(PVOID Context, USHORT Port, MIB_NOTIFICATION_TYPE Type)
{
    UNREFERENCED_PARAMETER(Type);
    ((MESH *)Context)->Addresses = Port;
}

static FWPS_VSWITCH_EVENT_DISPATCH_TABLE0 g_Table;

static NTSTATUS ReadInterfaces(VOID)
{
    PMIB_IF_TABLE2 table;
    NTSTATUS status;

    status = GetIfTable2(&table);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Mesh.Interfaces = table->NumEntries;
    if (g_Mesh.Interfaces != 0) {
        FreeMibTable(table);
    }
    return g_Mesh.Interfaces == 0 ? STATUS_NOT_FOUND : STATUS_SUCCESS;
}

static NTSTATUS ReadAddresses(VOID)
{
    PMIB_UNICASTIPADDRESS_TABLE table;
    NTSTATUS status;

    status = GetUnicastIpAddressTable(AF_UNSPEC, &table);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Mesh.Addresses = table->NumEntries;
    status = table->NumEntries > 4096 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
    if (NT_SUCCESS(status)) {
        FreeMibTable(table);
    }
    return status;
}

static VOID MeshUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CancelMibChangeNotify2(g_Mesh.Teredo);
    NdisFreeMdl(g_Mesh.Scratch);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = ReadInterfaces();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = ReadAddresses();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    g_Mesh.Scratch = NdisAllocateMdl(NULL, g_Mesh.Buffer, sizeof(g_Mesh.Buffer));
    if (g_Mesh.Scratch == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = NotifyTeredoPortChange(OnPort, &g_Mesh, FALSE, &g_Mesh.Teredo);
    if (!NT_SUCCESS(status)) {
        NdisFreeMdl(g_Mesh.Scratch);
        return status;
    }
    status = FwpsvSwitchEventsSubscribe0(NULL, &g_Mesh, 0, NULL, &g_Table, &g_Mesh.Switch); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status)) {
        NdisFreeMdl(g_Mesh.Scratch);
        return status; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = MeshUnload;
    return STATUS_SUCCESS;
}
