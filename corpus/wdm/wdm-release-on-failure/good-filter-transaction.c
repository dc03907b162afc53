#include <ntddk.h>
#include <fwpsk.h>
#include <fwpmk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static HANDLE g_Engine;
static GUID g_Layer = {0x6a1, 2, 3, {1, 2, 3, 4, 5, 6, 7, 8}};

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FwpmEngineClose(g_Engine);
}

/* A layer of its own, added in a transaction; a session that is closed aborts what is open in it. */
static NTSTATUS AddLayer(VOID)
{
    FWPM_SUBLAYER layer = {0};
    NTSTATUS status;

    layer.subLayerKey = g_Layer;
    layer.displayData.name = L"hedge";
    status = FwpmTransactionBegin(g_Engine, 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FwpmSubLayerAdd(g_Engine, &layer, NULL);
    if (!NT_SUCCESS(status)) {
        FwpmTransactionAbort(g_Engine);
        return status;
    }
    return FwpmTransactionCommit(g_Engine);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = FwpmEngineOpen(NULL, RPC_C_AUTHN_WINNT, NULL, NULL, &g_Engine);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AddLayer();
    if (!NT_SUCCESS(status)) {
        FwpmEngineClose(g_Engine);
    }
    return status;
}
