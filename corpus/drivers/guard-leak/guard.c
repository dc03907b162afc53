/* guard.c: entry, unload, and what they set up: the rules of the service key and the port. */
#include "guard.h"

DRIVER_INITIALIZE DriverEntry;
static NTSTATUS GuardLoadRules(PUNICODE_STRING RegistryPath);
static NTSTATUS GuardUnload(FLT_FILTER_UNLOAD_FLAGS Flags);

GUARD_DATA Guard;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, GuardLoadRules)
#pragma alloc_text(PAGE, GuardUnload)
#endif

static const FLT_OPERATION_REGISTRATION GuardOperations[] = {
    {IRP_MJ_WRITE, FLTFL_OPERATION_REGISTRATION_SKIP_PAGING_IO, GuardPreWrite, NULL},
    {IRP_MJ_SET_INFORMATION, 0, GuardPreWrite, NULL},
    {IRP_MJ_OPERATION_END}
};

static const FLT_REGISTRATION GuardRegistration = {
    sizeof(FLT_REGISTRATION),
    FLT_REGISTRATION_VERSION,
    0,
    NULL,
    GuardOperations,
    GuardUnload,
    GuardInstanceSetup,
};

static VOID GuardFreeRules(VOID)
{
    ExFreePoolWithTag(Guard.Rules, GUARD_TAG);
    Guard.Rules = NULL;
}

static NTSTATUS GuardLoadRules(PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING valueName = RTL_CONSTANT_STRING(L"Extensions");
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    UCHAR buffer[FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data) + sizeof(GUARD_RULES) - 2 * sizeof(WCHAR)];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    ULONG length;
    NTSTATUS status;

    /* The pool block is zeroed, so a list without an end has one. */
    Guard.Rules = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(GUARD_RULES), GUARD_TAG);
    if (Guard.Rules == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        GuardFreeRules();
        return status;
    }
    status = ZwQueryValueKey(key, &valueName, KeyValuePartialInformation, value, sizeof(buffer), &length);
    if (NT_SUCCESS(status) && value->Type == REG_MULTI_SZ)
        RtlCopyMemory(Guard.Rules->Text, value->Data, value->DataLength);
    ZwClose(key);
    return STATUS_SUCCESS;
}

static NTSTATUS GuardConnect(PFLT_PORT ClientPort, PVOID Cookie, PVOID Context, ULONG Size, PVOID *Connection)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Size);
    *Connection = NULL;
    Guard.ClientPort = ClientPort;
    return STATUS_SUCCESS;
}

static VOID GuardDisconnect(PVOID Cookie)
{
    UNREFERENCED_PARAMETER(Cookie);
    FltCloseClientPort(Guard.Filter, &Guard.ClientPort);
}

static NTSTATUS GuardOpenPort(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(GUARD_PORT_NAME);
    PSECURITY_DESCRIPTOR descriptor;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    status = FltBuildDefaultSecurityDescriptor(&descriptor, FLT_PORT_ALL_ACCESS);
    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, descriptor);
    status = FltCreateCommunicationPort(Guard.Filter, &Guard.ServerPort, &attributes, NULL, GuardConnect,
                                        GuardDisconnect, NULL, 1);
    FltFreeSecurityDescriptor(descriptor);
    return status;
}

static VOID GuardClosePort(VOID)
{
    FltCloseCommunicationPort(Guard.ServerPort);
    Guard.ServerPort = NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    RtlZeroMemory(&Guard, sizeof(Guard));
    Guard.DriverObject = DriverObject;
    ExInitializeResourceLite(&Guard.RuleLock);
    ExInitializeNPagedLookasideList(&Guard.Reports, NULL, NULL, POOL_NX_ALLOCATION, sizeof(GUARD_REPORT), GUARD_TAG, 0);

    status = GuardLoadRules(RegistryPath);
    if (!NT_SUCCESS(status))
        goto DeleteLists;

    status = FltRegisterFilter(DriverObject, &GuardRegistration, &Guard.Filter);
    if (!NT_SUCCESS(status))
        goto FreeRules;

    status = GuardOpenPort();
    if (!NT_SUCCESS(status))
        goto FreeRules;

    status = FltStartFiltering(Guard.Filter);
    if (!NT_SUCCESS(status))
        goto ClosePort;
    return STATUS_SUCCESS;

ClosePort:
    GuardClosePort();
    FltUnregisterFilter(Guard.Filter);
FreeRules:
    GuardFreeRules();
DeleteLists:
    ExDeleteNPagedLookasideList(&Guard.Reports);
    ExDeleteResourceLite(&Guard.RuleLock);
    return status; /* expect: minifilter-unregister-on-failure */
}

static NTSTATUS GuardUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(Flags);

    GuardClosePort();
    FltUnregisterFilter(Guard.Filter);
    GuardFreeRules();
    ExDeleteNPagedLookasideList(&Guard.Reports);
    ExDeleteResourceLite(&Guard.RuleLock);
    return STATUS_SUCCESS;
}
