/* undetermined-ok */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
#include <ntddk.h>

/* What the loop frees stands in a member that holds the buffer, too: which of them is freed is not followed. */
typedef struct _ZONE {
    PWSTR Name;
    ULONG Depth;
} ZONE, *PZONE;

static PZONE Zones;
static ULONG ZoneCount;
static PVOID Buffer;

DRIVER_INITIALIZE DriverEntry;

static VOID ForgetName(PZONE Zone)
{
    if (Zone->Name != NULL) {
        ExFreePoolWithTag(Zone->Name, 'enoZ');
        Zone->Name = NULL;
    }
}

static VOID Lend(PZONE Zone, PVOID Given)
{
    Zone->Name = (PWSTR)Given;
}

static VOID ForgetZones(VOID)
{
    while (ZoneCount > 0) {
        ZoneCount--;
        ForgetName(Zones + ZoneCount);
    }
    ExFreePoolWithTag(Zones, 'enoZ');
    Zones = NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Buffer = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'enoZ');
    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Zones = ExAllocatePool2(POOL_FLAG_PAGED, 16 * sizeof(ZONE), 'enoZ');
    if (Zones == NULL) {
        ExFreePoolWithTag(Buffer, 'enoZ');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ZoneCount = RegistryPath->Length % 16;
    Lend(Zones, Buffer);
    if (ZoneCount == 3) {
        ForgetZones();
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}
