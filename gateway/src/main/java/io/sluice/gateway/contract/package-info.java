/**
 * Everything between an OpenAPI file and validated command data.
 *
 * <p>At load: {@code Contract.load} &rarr; {@code ContractFile} (tree and line numbers) &rarr;
 * {@code Bundle} (its files as one document; {@code Library} opens them, {@code Origins} leads
 * back) &rarr; {@code RefCheck} &rarr; {@code ContractReader} &rarr; {@code OperationReader}
 * ({@code SluiceReader}, {@code ParameterReader}, {@code BodyReader}, {@code ResponseReader}, each
 * with {@code Schemas}) &rarr; {@code PathTree}; every fault goes to {@code Faults}.
 *
 * <p>For each call: {@code Contract.match} &rarr; {@code RequestPath} &rarr; {@code PathTree}
 * &rarr; {@code Operation.check} &rarr; {@code CallCheck} &rarr; {@code BodyRule} ({@code
 * JsonText}) and {@code Parameters} &rarr; {@code KeyExpression} &rarr; {@code Checked}.
 */
@NullMarked
package io.sluice.gateway.contract;

import org.jspecify.annotations.NullMarked;
