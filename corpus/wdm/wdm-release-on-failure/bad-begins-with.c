#include <ntddk.h>

/* What the larger structure has behind the one that it begins with is forgotten. */
typedef struct _COMMON {
    PVOID Buffer;
    ULONG Length;
} COMMON, *PCOMMON;

typedef struct _PORT {
    COMMON Common;
    PVOID Queue;
} PORT, *PPORT;

typedef struct _SAVED {
    PVOID Memory;
    ULONG Bytes;
    ULONG Users;
} SAVED;

static PCOMMON g_First;
static PORT g_Second;
static SAVED g_Saved;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PortUnload;

static VOID EmptyPort(PCOMMON common)
{
    if (common->Buffer != NULL) {
        ExFreePoolWithTag(common->Buffer, 'troP');
    }
}

static NTSTATUS FillPort(PPORT port)
{
    port->Queue = NULL;
    port->Common.Length = 64;
    port->Common.Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'troP');
    if (port->Common.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    port->Queue = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'troP'); /* expect: wdm-unload-releases */
    if (port->Queue == NULL) {
        EmptyPort(&port->Common);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

static VOID FreeAll(VOID)
{
    EmptyPort(g_First);
    ExFreePoolWithTag(g_First, 'troP');
    EmptyPort((PCOMMON)&g_Second);
}

VOID PortUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Saved.Memory, 'troP');
    FreeAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PPORT port;
    COMMON common;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    port = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(PORT), 'troP');
    if (port == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = FillPort(port);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(port, 'troP');
        return status;
    }
    g_First = (PCOMMON)port;
    status = FillPort(&g_Second);
    if (!NT_SUCCESS(status)) {
        EmptyPort(g_First);
        ExFreePoolWithTag(g_First, 'troP');
        return status; /* expect: wdm-release-on-failure */
    }
    common.Length = 32;
    common.Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, 'troP');
    if (common.Buffer == NULL) {
        FreeAll();
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    *(COMMON *)&g_Saved = common;
    DriverObject->DriverUnload = PortUnload;
    return STATUS_SUCCESS;
}
