#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PHYSICAL_ADDRESS g_Base = {.QuadPart = 0xfed40000};
static PVOID g_Window;
static PVOID g_Reserved;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmFreeMappingAddress(g_Reserved, 'paMR');
    MmUnmapIoSpace(g_Window, PAGE_SIZE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Window = MmMapIoSpace(g_Base, PAGE_SIZE, MmNonCached);
    if (g_Window == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Reserved = MmAllocateMappingAddress(PAGE_SIZE, 'paMR');
    if (g_Reserved == NULL) {
        MmUnmapIoSpace(g_Window, PAGE_SIZE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
