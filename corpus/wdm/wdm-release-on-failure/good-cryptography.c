#include <ntddk.h>
#include <bcrypt.h>

/* What signatures are checked with: a provider, a hash, a key, each taken back by the next that fails. */
typedef struct _VAULT {
    BCRYPT_ALG_HANDLE Provider, Signer;
    BCRYPT_HASH_HANDLE Hash;
    BCRYPT_KEY_HANDLE Key;
} VAULT;

static VAULT g_Vault;
static const UCHAR g_Public[72] = {1, 2, 3};

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID CloseVault(VAULT *Vault)
{
    if (Vault->Key)
        BCryptDestroyKey(Vault->Key);
    if (Vault->Signer)
        BCryptCloseAlgorithmProvider(Vault->Signer, 0);
    if (Vault->Hash)
        BCryptDestroyHash(Vault->Hash);
    if (Vault->Provider)
        BCryptCloseAlgorithmProvider(Vault->Provider, 0);
    RtlZeroMemory(Vault, sizeof(*Vault));
}

static NTSTATUS OpenVault(VAULT *Vault)
{
    NTSTATUS status;

    status = BCryptOpenAlgorithmProvider(&Vault->Provider, BCRYPT_SHA256_ALGORITHM, NULL, BCRYPT_PROV_DISPATCH);
    if (NT_SUCCESS(status))
        status = BCryptCreateHash(Vault->Provider, &Vault->Hash, NULL, 0, NULL, 0, 0);
    if (NT_SUCCESS(status))
        status = BCryptOpenAlgorithmProvider(&Vault->Signer, BCRYPT_ECDSA_P256_ALGORITHM, NULL, 0);
    if (NT_SUCCESS(status))
        status = BCryptImportKeyPair(Vault->Signer, NULL, BCRYPT_ECCPUBLIC_BLOB, &Vault->Key, (PUCHAR)g_Public,
                                     sizeof(g_Public), 0);
    if (!NT_SUCCESS(status))
        CloseVault(Vault);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Vault.Hash)
        BCryptDestroyHash(g_Vault.Hash);
    g_Vault.Hash = NULL;
    CloseVault(&g_Vault);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return OpenVault(&g_Vault);
}
