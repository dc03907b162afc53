#include <ntifs.h>

/* Each step takes what it needs for a while and asks one thing more of the system: where that fails, it forgets what it
 * has taken. */

static UNICODE_STRING g_Path;
static PDEVICE_OBJECT g_Volume;
static ULONG g_Written;

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS WriteOut(PVOID From)
{
    if (From == NULL || RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, g_Path.Buffer) != STATUS_SUCCESS) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    g_Written++;
    return STATUS_SUCCESS;
}

static NTSTATUS AskToken(HANDLE Handle)
{
    TOKEN_SOURCE source;
    ULONG length;

    return ZwQueryInformationToken(Handle, TokenSource, &source, sizeof(source), &length);
}

static NTSTATUS UseRange(VOID)
{
    NTSTATUS status;
    PVOID base = NULL;
    SIZE_T size = 0x10000;

    status = ZwAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(base);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    size = 0;
    ZwFreeVirtualMemory(NtCurrentProcess(), &base, &size, MEM_RELEASE);
    return status;
}

static NTSTATUS UseBuffer(VOID)
{
    NTSTATUS status;
    PVOID buffer;
    PHYSICAL_ADDRESS zero = {0}, highest;
    SIZE_T size = 0x4000;

    highest.QuadPart = 0xFFFFFFFF;
    status = MmAllocateContiguousMemoryEx(&size, zero, highest, zero, MM_ANY_NODE_OK, PAGE_READWRITE, NULL, 'rauQ', 0,
                                          &buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    MmFreeContiguousMemory(buffer);
    return status;
}

static NTSTATUS UseRegisters(VOID)
{
    NTSTATUS status;
    PMDL mdl;
    MM_PHYSICAL_ADDRESS_LIST list;

    list.PhysicalAddress.QuadPart = 0xFEC00000;
    list.NumberOfBytes = PAGE_SIZE;
    status = MmAllocateMdlForIoSpace(&list, 1, &mdl);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(mdl);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    IoFreeMdl(mdl);
    return status;
}

static NTSTATUS UseClient(VOID)
{
    NTSTATUS status;
    SECURITY_CLIENT_CONTEXT client;
    SECURITY_QUALITY_OF_SERVICE quality = {sizeof(quality), SecurityImpersonation, SECURITY_STATIC_TRACKING, FALSE};

    status = SeCreateClientSecurity(PsGetCurrentThread(), &quality, FALSE, &client);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = SeImpersonateClientEx(&client, NULL);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    PsRevertToSelf();
    SeDeleteClientSecurity(&client);
    return status;
}

static NTSTATUS UseToken(VOID)
{
    NTSTATUS status;
    HANDLE token;

    status = ZwOpenProcessTokenEx(NtCurrentProcess(), TOKEN_QUERY, OBJ_KERNEL_HANDLE, &token);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AskToken(token);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ZwClose(token);
    return status;
}

static NTSTATUS UseAffinity(VOID)
{
    NTSTATUS status;
    PAFFINITY_TOKEN affinity;

    status = PsAllocateAffinityToken(&affinity);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(affinity);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    PsFreeAffinityToken(affinity);
    return status;
}

static NTSTATUS UseCounters(VOID)
{
    NTSTATUS status;
    HANDLE counters;

    status = HalAllocateHardwareCounters(NULL, 0, NULL, &counters);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(counters);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    HalFreeHardwareCounters(counters);
    return status;
}

static NTSTATUS UseVolume(VOID)
{
    NTSTATUS status;
    UNICODE_STRING name;

    status = IoVolumeDeviceToDosName(g_Volume, &name);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(name.Buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ExFreePool(name.Buffer);
    return status;
}

static NTSTATUS UseSid(VOID)
{
    NTSTATUS status;
    UNICODE_STRING text;

    status = RtlConvertSidToUnicodeString(&text, SeExports->SeLocalSystemSid, TRUE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(text.Buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    RtlFreeUnicodeString(&text);
    return status;
}

static NTSTATUS UseUtf8(VOID)
{
    NTSTATUS status;
    UTF8_STRING text;

    status = RtlUnicodeStringToUTF8String(&text, &g_Path, TRUE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WriteOut(text.Buffer);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    RtlFreeUTF8String(&text);
    return status;
}

static NTSTATUS UseManager(VOID)
{
    NTSTATUS status;
    HANDLE manager;
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenTransactionManager(&manager, TRANSACTIONMANAGER_ALL_ACCESS, &attributes, &g_Path, NULL, 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AskToken(manager);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ZwClose(manager);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    g_Volume = DriverObject->DeviceObject;
    UNREFERENCED_PARAMETER(RegistryPath);
    RtlInitUnicodeString(&g_Path, L"\\Registry\\Machine\\System\\Quarry");
    status = UseRange();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseBuffer();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: kernel-callbacks-memory */
    }
    status = UseRegisters();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseClient();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseToken();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-close-handles */
    }
    status = UseAffinity();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseCounters();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseVolume();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseSid();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseUtf8();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    status = UseManager();
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-close-handles */
    }
    return STATUS_SUCCESS;
}
