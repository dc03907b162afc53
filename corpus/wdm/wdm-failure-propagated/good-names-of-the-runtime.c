#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static WCHAR g_Name[32];
static SLIST_HEADER g_Free;
static SLIST_ENTRY g_First;
static ULONG g_Sizes[4];

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* verdict: wdm-release-on-failure de-fail-free-all not-applicable */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STRING directory = NDIS_STRING_CONST("\\Lantern");
    LARGE_INTEGER due;
    IN_ADDR address;
    PCWSTR end;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    FuncEntry(TRACE_FLAG_ENTRY);
    due.QuadPart = Int32x32To64(-10, 10000);
    swprintf(g_Name, 32, L"%s-%u", directory.Buffer, (ULONG)due.LowPart);
    if (wcslen(g_Name) == 0 || wcschr(g_Name, L'-') == NULL || PsGetCurrentProcess() == NULL ||
        NtCurrentProcess() == NULL || ObGetFilterVersion() != OB_FLT_REGISTRATION_VERSION) {
        return STATUS_UNSUCCESSFUL;
    }
    for (i = 0; i < ARRAY_SIZE(g_Sizes); i++) {
        g_Sizes[i] = i;
    }
    InitializeSListHead(&g_Free);
    InterlockedPushEntrySList(&g_Free, &g_First);
    DriverObject->DriverUnload = Unload;
    return RtlIpv4StringToAddressW(L"10.0.0.1", TRUE, &end, &address);
}
