#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

/* The record stands in a structure in paged pool: it may be on the disk when the system crashes. */
typedef struct _STATE {
    ULONG Signature;
    KBUGCHECK_CALLBACK_RECORD Record;
} STATE, *PSTATE;

static PSTATE g_State;
static KBUGCHECK_CALLBACK_ROUTINE OnBugCheck;

static VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(Length);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeDeregisterBugCheckCallback(&g_State->Record);
    ExFreePoolWithTag(g_State, 'etaS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_State = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*g_State), 'etaS');
    if (g_State == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeCallbackRecord(&g_State->Record);
    if (!KeRegisterBugCheckCallback(&g_State->Record, OnBugCheck, NULL, 0, (PUCHAR)"Probe")) { /* expect: kernel-callbacks-bugcheck-record */
        ExFreePoolWithTag(g_State, 'etaS');
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}
