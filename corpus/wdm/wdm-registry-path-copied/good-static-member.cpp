#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
struct Globals {
    UNICODE_STRING Path;
    USHORT Length;
    PUNICODE_STRING Raw;
    static Globals g;
};
Globals Globals::g;
static void Unload(PDRIVER_OBJECT)
{
    ExFreePoolWithTag(Globals::g.Path.Buffer, 'htaP');
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    auto &g = Globals::g;
    g.Length = path->Length;
    g.Raw = path;
    g.Path.Buffer = static_cast<PWCH>(ExAllocatePool2(POOL_FLAG_PAGED, path->Length + sizeof(WCHAR), 'htaP'));
    if (!g.Path.Buffer) {
        g.Raw = nullptr;
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(g.Path.Buffer, g.Raw->Buffer, path->Length);
    g.Path.Buffer[path->Length / sizeof(WCHAR)] = 0;
    g.Path.Length = path->Length;
    g.Path.MaximumLength = path->Length + sizeof(WCHAR);
    g.Raw = &g.Path;
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
