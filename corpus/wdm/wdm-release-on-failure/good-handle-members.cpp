#include <ntddk.h>
#include <bcrypt.h>

/* Members that hold handles of the cryptography library begin as null. */
class Digest {
    BCRYPT_ALG_HANDLE m_provider = nullptr;
    BCRYPT_HASH_HANDLE m_hash = nullptr;

public:
    NTSTATUS Open();
    void Close();
};

NTSTATUS Digest::Open()
{
    NTSTATUS status = BCryptOpenAlgorithmProvider(&m_provider, BCRYPT_SHA256_ALGORITHM, nullptr, BCRYPT_PROV_DISPATCH);

    if (!NT_SUCCESS(status)) {
        m_provider = nullptr;
        return status;
    }
    status = BCryptCreateHash(m_provider, &m_hash, nullptr, 0, nullptr, 0, 0);
    if (!NT_SUCCESS(status))
        Close();
    return status;
}

void Digest::Close()
{
    if (m_hash != nullptr)
        BCryptDestroyHash(m_hash);
    if (m_provider != nullptr)
        BCryptCloseAlgorithmProvider(m_provider, 0);
    m_hash = nullptr;
    m_provider = nullptr;
}

static Digest g_Digest;

extern "C" DRIVER_INITIALIZE DriverEntry;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Digest.Close();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return g_Digest.Open();
}
