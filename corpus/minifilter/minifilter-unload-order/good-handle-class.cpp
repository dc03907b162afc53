/* One class for all handles: what closes them and what stands for none are told by a second class. The object lies in
 * static memory, and its destructor is the compiler's. */
#include <fltKernel.h>

template <class HANDLE_TYPE, class RULES> class Owned {
public:
    Owned() : handle(RULES::None()) {}
    ~Owned() { Close(); }
    HANDLE_TYPE *Place()
    {
        Close();
        return &handle;
    }
    HANDLE_TYPE Get() const { return handle; }
    void Close()
    {
        if (handle != RULES::None()) {
            RULES::Close(handle);
            handle = RULES::None();
        }
    }

private:
    HANDLE_TYPE handle;
};

struct FilterRules {
    static PFLT_FILTER None() { return nullptr; }
    static void Close(PFLT_FILTER filter) { FltUnregisterFilter(filter); }
};
struct PortRules {
    static PFLT_PORT None() { return nullptr; }
    static void Close(PFLT_PORT port) { FltCloseCommunicationPort(port); }
};
struct DescriptorRules {
    static PSECURITY_DESCRIPTOR None() { return nullptr; }
    static void Close(PSECURITY_DESCRIPTOR descriptor) { FltFreeSecurityDescriptor(descriptor); }
};

class Vault {
public:
    NTSTATUS Start(PDRIVER_OBJECT driver);
    void Stop()
    {
        server.Close();
        filter.Close();
    }
    static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS flags);
    static NTSTATUS FLTAPI Connect(PFLT_PORT port, PVOID cookie, PVOID context, ULONG size, PVOID *out);
    static VOID FLTAPI Disconnect(PVOID cookie);

private:
    NTSTATUS OpenPort();
    Owned<PFLT_FILTER, FilterRules> filter;
    Owned<PFLT_PORT, PortRules> server;
    PFLT_PORT client = nullptr;
};

inline void *operator new(size_t, void *place) noexcept
{
    return place;
}

alignas(Vault) static unsigned char room[sizeof(Vault)];
static Vault *vault;

static const FLT_OPERATION_REGISTRATION operations[] = {{IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr, operations, &Vault::Unload,
};

NTSTATUS Vault::OpenPort()
{
    Owned<PSECURITY_DESCRIPTOR, DescriptorRules> descriptor;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\VaultPort");
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status = FltBuildDefaultSecurityDescriptor(descriptor.Place(), FLT_PORT_ALL_ACCESS);

    if (!NT_SUCCESS(status))
        return status;
    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, descriptor.Get());
    return FltCreateCommunicationPort(filter.Get(), server.Place(), &attributes, this, &Connect, &Disconnect, nullptr,
                                      1);
}

NTSTATUS Vault::Start(PDRIVER_OBJECT driver)
{
    if (NTSTATUS status = FltRegisterFilter(driver, &registration, filter.Place()); !NT_SUCCESS(status))
        return status;
    if (NTSTATUS status = OpenPort(); !NT_SUCCESS(status))
        return status;
    return FltStartFiltering(filter.Get());
}

NTSTATUS FLTAPI Vault::Connect(PFLT_PORT port, PVOID cookie, PVOID, ULONG, PVOID *out)
{
    static_cast<Vault *>(cookie)->client = port;
    *out = cookie;
    return STATUS_SUCCESS;
}

VOID FLTAPI Vault::Disconnect(PVOID cookie)
{
    Vault *self = static_cast<Vault *>(cookie);

    FltCloseClientPort(self->filter.Get(), &self->client);
}

NTSTATUS FLTAPI Vault::Unload(FLT_FILTER_UNLOAD_FLAGS)
{
    vault->Stop();
    vault->~Vault();
    vault = nullptr;
    return STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    vault = new (room) Vault;
    NTSTATUS status = vault->Start(driver);

    if (!NT_SUCCESS(status)) {
        vault->~Vault();
        vault = nullptr;
    }
    return status;
}
