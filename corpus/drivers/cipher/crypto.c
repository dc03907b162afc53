#include "cipher.h"
#include <bcrypt.h>
#include <fltKernel.h>
NTSTATUS CphCryptoInit(CPH_CRYPTO *c)
{
    NTSTATUS s = BCryptOpenAlgorithmProvider(&c->Alg, BCRYPT_AES_ALGORITHM, NULL, BCRYPT_PROV_DISPATCH);
    if (!NT_SUCCESS(s))
        return s;
    c->Key = ExAllocatePoolWithTag(NonPagedPool, 64, 'yKnE');
    if (!c->Key) {
        BCryptCloseAlgorithmProvider(c->Alg, 0);
        return STATUS_NO_MEMORY;
    }
    return s;
}
VOID CphCryptoDone(CPH_CRYPTO *c)
{
    RtlSecureZeroMemory(c->Key, 64);
    ExFreePoolWithTag(c->Key, 'yKnE');
    BCryptCloseAlgorithmProvider(c->Alg, 0);
}
