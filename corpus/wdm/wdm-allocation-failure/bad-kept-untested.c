#include <ntddk.h>

#define RULE_TAG 'eluR'

static PVOID g_Rules;
static ULONG g_RuleBytes;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Rules != NULL) {
        ExFreePoolWithTag(g_Rules, RULE_TAG);
    }
}

static NTSTATUS LoadRules(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key = NULL;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        goto cleanup;
    }
    g_RuleBytes = 4096;
    g_Rules = ExAllocatePool2(POOL_FLAG_PAGED, g_RuleBytes, RULE_TAG);
    status = STATUS_SUCCESS; /* the pointer is only kept: whether it is null nobody asks */

cleanup:
    if (key != NULL) {
        ZwClose(key);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = LoadRules(RegistryPath);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
