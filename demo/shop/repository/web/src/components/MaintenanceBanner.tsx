export function MaintenanceBanner() {
  return (
    <p role="alert" className="banner banner--warning">
      We are working on the shop. Orders placed now are sent tomorrow.
    </p>
  );
}
